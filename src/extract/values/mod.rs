//! Values: spans of text that mean a number, and what it is. One file for each family.
//!
//! The text is cut into tokens once (`tokens.rs`); numbers in digits and words are read from them (`number.rs`,
//! `number_words.rs`), and the families that count something are built on the numbers.

mod anchor;
mod bounds;
mod calendar;
mod cardinal;
mod century;
mod clock;
mod currency;
mod date;
mod day_part;
mod decimals;
mod direction;
mod duration;
mod fraction;
mod holiday;
mod interval;
mod lexicon;
mod magnitude;
mod measure;
mod moment;
mod money;
mod named_month;
pub mod number;
mod number_words;
mod numeric_date;
mod offset;
mod ordinal;
pub mod part_of_period;
mod percent;
mod phrases;
mod power;
mod range;
mod recurring;
mod relative;
mod role;
mod separators;
mod settle;
mod time;
mod time_range;
mod tokens;
mod unit;
mod year;

use super::{DateOrder, Entity, ExtractOptions, Label, Recognizer, Source};
use date::Found as Date;
use duration::Duration;
use magnitude::Magnitude;
use measure::Measure;
use money::Money;
use number_words::{Form, Quantity};
use relative::{Relative, View};
use tokens::Tokens;
use unit::Kind;

/// Finds numbers and what is counted by them.
pub(super) struct Values;

const LABELS: &[Label] = &[
    Label::Cardinal,
    Label::Percent,
    Label::Ordinal,
    Label::Money,
    Label::Quantity,
    Label::Duration,
    Label::Age,
    Label::Date,
    Label::Time,
    Label::Set,
];

impl Recognizer for Values {
    fn labels(&self) -> &'static [Label] {
        LABELS
    }

    fn recognize(&self, source: &Source<'_>, options: &ExtractOptions, out: &mut Vec<Entity>) {
        // Where only patterns are wanted, what counts is which digits are numbers and no telephones.
        if options.labels.as_ref().is_some_and(|labels| labels.iter().all(|label| !LABELS.contains(label))) {
            out.extend(number::numbers(source).into_iter().map(number::Number::into_entity));
            return;
        }
        let mut tokens = Tokens::new(source);
        tokens.month_first = options.date_order == DateOrder::MonthFirst;
        tokens.hijri_method = options.hijri_method;
        let quantities = number_words::quantities(&tokens);
        let measures = measure::measures(&tokens, &quantities);
        let mut amounts: Vec<Entity> = quantities.iter().filter_map(|q| cardinal::cardinal(&tokens, q)).collect();
        amounts.extend(quantities.iter().filter_map(|quantity| percentage(&tokens, quantity)));
        amounts.extend(money::amounts(&tokens, &quantities, options.region.as_deref()).into_iter().map(amount));
        amounts.extend(measures.iter().filter(|measure| measure.unit.kind != Kind::Duration).map(measured));
        let durations = duration::durations(&tokens, &measures);
        when(&tokens, &durations, &measures, source, options, out);
        amounts.extend(durations.into_iter().map(|duration| lasting(&tokens, duration)));
        bounds::bounded(&tokens, &mut amounts);
        out.append(&mut amounts);
        out.extend(duration::vague(&tokens).into_iter().map(|length| lasting(&tokens, length)));
        out.extend(ordinal::ordinals(&tokens).into_iter().map(|ordinal| {
            Entity::new(Label::Ordinal, ordinal.span)
                .with_value(ordinal.value.written())
                .with_number(ordinal.value.to_f64())
        }));
    }
}

/// Dates, times, and moments made of both.
fn when(
    tokens: &Tokens<'_>,
    durations: &[Duration],
    measures: &[Measure],
    source: &Source<'_>,
    options: &ExtractOptions,
    out: &mut Vec<Entity>,
) {
    let view = View { reference: source.reference(), prefer: options.prefer, week_start: options.week_start };
    let (relatives, mut dates) = relative::relatives(tokens, view, date::dates(tokens), durations, measures);
    let times = time::times(tokens);
    out.extend(relatives.iter().map(counted));
    dates.extend(relatives.into_iter().filter(|relative| !relative.is_time).map(Date::from));
    dates.sort_by_key(|date| date.tokens.start);
    let dates = part_of_period::parts(tokens, dates, view.week_start());
    out.extend(range::ranges(tokens, &dates).into_iter().map(dated));
    let moments = moment::moments(tokens, &dates, &times);
    out.extend(
        time_range::time_ranges(tokens, &times, &moments)
            .into_iter()
            .map(|range| Entity { value: range.value, ..Entity::new(Label::Time, range.span) }),
    );
    out.extend(
        moments.iter().map(|moment| Entity { value: moment.value(), ..Entity::new(Label::Time, moment.span.clone()) }),
    );
    out.extend(recurring::recurring(tokens, &times).into_iter().map(|set| Entity {
        number: set.times.map(|times| times as f64),
        ..Entity::new(Label::Set, set.span).with_value(set.value)
    }));
    out.extend(
        times.iter().filter_map(|time| Some(Entity::new(Label::Time, time.span.clone()).with_value(time.value()?))),
    );
    out.extend(dates.into_iter().map(dated));
}

fn counted(relative: &Relative) -> Entity {
    let label = if relative.is_time { Label::Time } else { Label::Date };
    let mut entity = Entity::new(label, relative.span.clone());
    entity.value.clone_from(&relative.value);
    if let Some((count, grain)) = relative.distance {
        entity.number = Some(count as f64);
        entity.unit = Some(grain.code().to_owned());
    }
    entity
}

/// The percentage of a number, if a percent sign or its words stand by it.
fn percentage(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Entity> {
    if quantity.form == Form::Digits {
        return percent::around(tokens.text, tokens.digits(quantity.tokens.start)?);
    }
    let end = percent::after_words(tokens, quantity.tokens.end)?;
    let mut entity = entity(Label::Percent, quantity.value, quantity.span.start..end);
    entity.canonical = Some(format!("{}%", quantity.value.written()));
    entity.unit = Some("%".to_owned());
    Some(entity)
}

fn entity(label: Label, value: Magnitude, span: std::ops::Range<usize>) -> Entity {
    Entity::new(label, span).with_value(value.written()).with_number(value.to_f64())
}

fn amount(money: Money) -> Entity {
    let mut entity = entity(Label::Money, money.value, money.span);
    let unit = money.code.unwrap_or(money.noun);
    entity.canonical = Some(format!("{} {unit}", money.value.written()));
    entity.unit = money.code.map(str::to_owned);
    entity
}

fn measured(measure: &Measure) -> Entity {
    let mut entity = entity(Label::Quantity, measure.value, measure.span.clone());
    entity.canonical = Some(format!("{} {}", measure.value.written(), measure.unit.code));
    entity.unit = Some(measure.unit.code.to_owned());
    entity
}

fn dated(date: date::Found) -> Entity {
    let mut entity = Entity::new(Label::Date, date.span);
    entity.value = date.value;
    entity.unit = date.hijri.then(|| "hijri".to_owned());
    entity
}

fn lasting(tokens: &Tokens<'_>, duration: Duration) -> Entity {
    let label = if duration::is_age(tokens, &duration) { Label::Age } else { Label::Duration };
    let mut entity = Entity::new(label, duration.span).with_value(duration.value);
    if let Some((value, unit)) = duration.simple {
        entity.number = Some(value.to_f64());
        entity.unit = Some(unit.to_owned());
    }
    entity
}

/// The texts and values of the dates, times and lengths of time in a text that was written on Wednesday, 10 March 2021.
#[cfg(test)]
fn found_on_10_march_2021(text: &str, prefer: Option<super::Prefer>) -> Vec<(String, String)> {
    let labels = Some(vec![Label::Date, Label::Time, Label::Duration]);
    let reference = super::Reference::parse("2021-03-10T10:20").ok();
    let options = ExtractOptions { labels, reference, prefer, ..ExtractOptions::default() };
    let found = super::Extractor::new(options).map(|extractor| extractor.extract(text)).unwrap_or_default();
    found.into_iter().map(|e| (text[e.span].to_owned(), e.value.unwrap_or_default())).collect()
}
