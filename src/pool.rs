//! A thread pool of our own: safe to use in a forked child, answering to an interrupt while it works.
//!
//! A rayon pool does not survive `fork()`: the child inherits its memory but none of its threads. So there is one pool
//! for each process id, in a list that only grows and is read without a lock.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::{Error, Result};

/// How often the caller asks whether it should stop.
const PATIENCE: Duration = Duration::from_millis(20);

/// The environment variable that sets the number of threads.
const THREADS: &str = "IBRIZ_NUM_THREADS";

/// The pool of one process, and those of its forked children after it.
struct Generation {
    process: u32,
    pool: ThreadPool,
    next: OnceLock<Box<Generation>>,
}

static FIRST: OnceLock<Box<Generation>> = OnceLock::new();

/// How many threads work: `IBRIZ_NUM_THREADS` if it is a number above 0, else the cores this process may run on.
pub fn threads() -> usize {
    let wanted = std::env::var(THREADS).ok().and_then(|value| value.trim().parse().ok()).filter(|n| *n > 0);
    wanted.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
}

/// The pool of this process.
fn pool() -> Result<&'static ThreadPool> {
    let process = std::process::id();
    let mut place = &FIRST;
    loop {
        match place.get() {
            Some(generation) if generation.process == process => return Ok(&generation.pool),
            Some(generation) => place = &generation.next,
            None => {
                // Built before the place is taken, so that a fork never finds it half made. Of two threads that come
                // here at once one loses its pool.
                let pool = ThreadPoolBuilder::new()
                    .num_threads(threads())
                    .thread_name(|i| format!("ibriz-{i}"))
                    .build()
                    .map_err(|error| Error::Pool(error.to_string()))?;
                let _ = place.set(Box::new(Generation { process, pool, next: OnceLock::new() }));
            }
        }
    }
}

/// Told to workers: whether the caller has given up.
#[derive(Debug, Default)]
pub struct Cancel(AtomicBool);

impl Cancel {
    /// Whether to stop.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Runs `work` on every number below `count`, in parallel, and returns the results in order. `watch` is asked every
/// 20 ms whether to go on; if it says no the call returns at once, whatever the workers are at: they stop at the next
/// item or when `work` looks at its [`Cancel`], and what they own is dropped then.
///
/// # Errors
/// [`Error::Interrupted`], the first error of `work`, [`Error::Panicked`] for an item whose work panicked.
pub fn run<T, F>(count: usize, work: F, watch: &mut dyn FnMut() -> bool) -> Result<Vec<T>>
where
    T: Send + 'static,
    F: Fn(usize, &Cancel) -> Result<T> + Send + Sync + 'static,
{
    let pool = pool()?;
    let job = Arc::new(Job { work, count, next: AtomicUsize::new(0), cancel: Cancel::default() });
    let (sender, receiver) = channel();
    for _ in 0..pool.current_num_threads().min(count) {
        let (job, sender) = (Arc::clone(&job), sender.clone());
        pool.spawn(move || job.help(&sender));
    }
    drop(sender);
    let results = collect(count, &receiver, watch);
    job.cancel.0.store(true, Ordering::Relaxed);
    results
}

/// Runs something in which a panic is an error.
///
/// # Errors
/// [`Error::Panicked`], of item 0, and those of `work`.
pub fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Error::Panicked { item: 0 }))
}

struct Job<F> {
    work: F,
    count: usize,
    next: AtomicUsize,
    cancel: Cancel,
}

/// What a thread has done: results by item, or why it stopped.
type Share<T> = Result<Vec<(usize, T)>>;

impl<F> Job<F> {
    /// Takes items until none is left. It tells of its results at the end only, so that the caller sleeps until then.
    fn help<T>(&self, sender: &Sender<Share<T>>)
    where
        F: Fn(usize, &Cancel) -> Result<T>,
    {
        let mut results = Vec::new();
        while !self.cancel.is_set() {
            let item = self.next.fetch_add(1, Ordering::Relaxed);
            if item >= self.count {
                break;
            }
            match guarded(|| (self.work)(item, &self.cancel)) {
                Ok(result) => results.push((item, result)),
                Err(error) => {
                    let error = if matches!(error, Error::Panicked { .. }) { Error::Panicked { item } } else { error };
                    let _ = sender.send(Err(error));
                    return;
                }
            }
        }
        // If the caller has given up, nobody listens.
        let _ = sender.send(Ok(results));
    }
}

fn collect<T>(count: usize, receiver: &Receiver<Share<T>>, watch: &mut dyn FnMut() -> bool) -> Result<Vec<T>> {
    let mut results: Vec<Option<T>> = (0..count).map(|_| None).collect();
    let mut missing = count;
    while missing > 0 {
        match receiver.recv_timeout(PATIENCE) {
            Ok(share) => {
                for (item, result) in share? {
                    results[item] = Some(result);
                    missing -= 1;
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(Error::Interrupted),
        }
        if !watch() {
            return Err(Error::Interrupted);
        }
    }
    Ok(results.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn results_come_in_order() {
        let squares = run(1000, |i, _| Ok(i * i), &mut || true).unwrap();
        assert_eq!(squares, (0..1000).map(|i| i * i).collect::<Vec<_>>());
        assert!(run(0, |i, _| Ok(i), &mut || true).unwrap().is_empty());
    }

    #[test]
    fn an_interrupt_does_not_wait_for_the_workers() {
        let begun = Instant::now();
        let slow = |_, _: &Cancel| {
            std::thread::sleep(Duration::from_secs(2));
            Ok(())
        };
        assert_eq!(run(4, slow, &mut || false), Err(Error::Interrupted));
        assert!(begun.elapsed() < Duration::from_secs(1));
    }

    #[test]
    fn a_panic_is_an_error_and_the_pool_lives_on() {
        let panics = |i: usize, _: &Cancel| if i == 7 { panic!("seven") } else { Ok(i) };
        assert_eq!(run(20, panics, &mut || true), Err(Error::Panicked { item: 7 }));
        assert_eq!(run(3, |i, _| Ok(i), &mut || true).unwrap(), [0, 1, 2]);
    }
}
