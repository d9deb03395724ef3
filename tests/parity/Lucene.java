import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Lucene's two filters over the texts of standard input, each taken as one token; a line of Base64 each, as in peers.py. */
public final class Lucene {
  public static void main(String[] arguments) throws IOException {
    BufferedReader texts = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    StringBuilder results = new StringBuilder();
    for (String line = texts.readLine(); line != null; line = texts.readLine()) {
      String text = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
      byte[] result = normalized(text).getBytes(StandardCharsets.UTF_8);
      results.append(Base64.getEncoder().encodeToString(result)).append('\n');
    }
    System.out.print(results);
  }

  private static String normalized(String text) throws IOException {
    Tokenizer whole = new KeywordTokenizer();
    whole.setReader(new StringReader(text));
    try (TokenStream filtered = new DecimalDigitFilter(new ArabicNormalizationFilter(whole))) {
      CharTermAttribute term = filtered.addAttribute(CharTermAttribute.class);
      filtered.reset();
      String result = filtered.incrementToken() ? term.toString() : "";
      filtered.end();
      return result;
    }
  }
}
