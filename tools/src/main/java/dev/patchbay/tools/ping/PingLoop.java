package dev.patchbay.tools.ping;

import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.stack.socket.SocketException;
import org.jspecify.annotations.Nullable;

/// Sends requests when they are due and hears what comes back, until enough has come, time is up,
/// or a signal ends it.
///
/// ```
///          ┌────────────── send what is due ◄──┐
///          ▼                                   │
///  enough, or time is up? ──no──► wait ──► hear all that has come
///          │yes
///          ▼
///       summary
/// ```
final class PingLoop {
  /// How long a request takes to be sent, when the next one is due at once.
  private static final long SEND_TIME = 1000;

  /// How long it takes a program to be woken: what comes together is found together.
  private static final long WAKE_TIME = 50_000;

  private static final long MILLISECOND = 1_000_000;

  private final Process process;
  private final Options options;
  private final Voice voice;
  private final Echo echo;
  private final Report report;
  private final Pacing pacing;
  private final Tally tally = new Tally();
  private final Bound bound;
  private final long start;
  private long end = Clock.NEVER;
  private boolean lingers;
  private boolean exiting;
  private boolean statusWanted;
  private boolean confirm;

  PingLoop(Session session, Echo echo) {
    this.process = session.process();
    this.options = session.options();
    this.voice = session.voice();
    this.echo = echo;
    this.report = new Report(session, echo);
    this.pacing = new Pacing(options.firstInterval(), options.preload, options.linger);
    this.bound = options.isBounded() ? Bound.BOUNDED : Bound.ENDLESS;
    this.start = process.loop().now();
  }

  /// Runs to the end and returns the exit status.
  int run() throws FileException {
    process.handle(Signal.INT, this::exit);
    process.handle(Signal.ALRM, this::exit);
    process.handle(Signal.QUIT, this::wantStatus);
    if (options.deadline > 0) {
      end = start + options.deadline * 1000L * MILLISECOND;
    }
    while (!isOver()) {
      showStatus();
      if (await(sendWhatIsDue())) {
        hearAll();
      }
    }
    return finish();
  }

  private boolean isOver() {
    return exiting
        || process.loop().now() >= end
        || (options.count > 0 && tally.received() + tally.errors() >= options.count)
        || (options.deadline > 0 && tally.errors() > 0);
  }

  private void exit() {
    exiting = true;
    echo.readable().signal();
  }

  private void wantStatus() {
    statusWanted = true;
    echo.readable().signal();
  }

  private void showStatus() {
    if (statusWanted) {
      statusWanted = false;
      voice.complain("\r" + tally.status());
    }
  }

  // ---- sending

  /// Returns how many milliseconds there is nothing to send.
  private long sendWhatIsDue() throws FileException {
    long next = linger(sendOne());
    while (next <= 0) {
      process.loop().sleep(SEND_TIME, bound);
      next = linger(sendOne());
    }
    return next;
  }

  private boolean hasSentAll() {
    return options.count > 0 && tally.transmitted() >= options.count && options.deadline == 0;
  }

  private long sendOne() throws FileException {
    if (exiting || hasSentAll()) {
      return Pacing.NOTHING_DUE;
    }
    long wait = pacing.take(process.loop().now(), tally.inFlight());
    if (wait > 0) {
      return wait;
    }
    if (options.outstanding && tally.transmitted() > 0 && !tally.isLastAnswered()) {
      report.unanswered(tally.transmitted() & 0xffff);
    }
    return send();
  }

  private long send() throws FileException {
    while (true) {
      boolean confirmed = confirm;
      confirm = false;
      try {
        echo.send(tally.nextSequence(), confirmed);
        tally.sent();
        report.sent();
        return pacing.sent();
      } catch (SocketException e) {
        long wait = refused(e.errno());
        if (wait > 0) {
          return wait;
        }
      }
    }
  }

  /// A request was refused, and counts as sent, unless it is tried again: when there was no buffer
  /// space, or at once (0) when the error is another program's.
  private long refused(Errno errno) throws FileException {
    if (errno == Errno.ENOBUFS || errno == Errno.ENOMEM) {
      long wait = pacing.outage(tally.smoothed(), options.adaptive);
      if (wait > 0) {
        return wait;
      }
      report.notSent(errno.text());
    } else {
      // What a refusal says on the way over the loopback device is there before the call returns.
      process.loop().sleep(WAKE_TIME, bound);
      Heard error = echo.nextError();
      if (error instanceof Heard.Other) {
        return 0;
      }
      hear(error);
      if (error instanceof Heard.Error) {
        report.notSent(errno.text());
      }
    }
    tally.sent();
    return pacing.refused();
  }

  /// When all has been sent, replies are waited for: twice as long as the slowest took, but no less
  /// than the interval.
  private long linger(long next) {
    if (!hasSentAll() || lingers) {
      return next;
    }
    long micros = options.linger * 1000L;
    if (tally.received() > 0) {
      micros = Math.max(2 * tally.longest(), 1000L * pacing.interval());
    }
    if (micros > 0) {
      lingers = true;
      end = process.loop().now() + micros * 1000;
    }
    return Math.max(next, micros / 1000);
  }

  // ---- hearing

  /// Waits for something to hear; returns whether there may be something.
  private boolean await(long millis) {
    long now = process.loop().now();
    long until = now + pacing.wait(millis, tally.inFlight()) * MILLISECOND;
    boolean heard = process.await(echo.readable(), Math.min(until, end), bound);
    if (heard && !exiting) {
      process.loop().sleep(WAKE_TIME, bound);
    }
    return heard && !exiting;
  }

  private void hearAll() throws FileException {
    while (hearOne() && tally.inFlight() > 0) {
      process.checkpoint();
    }
  }

  /// Returns whether there was something.
  private boolean hearOne() throws FileException {
    Heard heard;
    try {
      heard = echo.receive();
    } catch (SocketException e) {
      heard = echo.nextError();
      hear(heard);
      return true;
    }
    hear(heard);
    return heard != null;
  }

  private void hear(@Nullable Heard heard) throws FileException {
    // Most are; and a pattern switch is linked anew at each start.
    if (heard instanceof Heard.Reply reply) {
      hear(reply);
      return;
    }
    switch (heard) {
      case Heard.Reply reply -> hear(reply);
      case Heard.Notice notice -> report.notice(notice);
      case Heard.Error error -> {
        if (error.acknowledges()) {
          tally.acknowledge(error.sequence());
        }
        tally.error();
        report.error(error);
      }
      case Heard.LocalError error -> {
        if (!options.quiet) {
          tally.error();
          report.error(error);
        }
      }
      case Heard.Other other -> {
        // Somebody else pings, too.
      }
      case null -> {
        // Nothing, after all.
      }
    }
  }

  private void hear(Heard.Reply reply) throws FileException {
    long micros = duration(reply);
    boolean isDuplicate = false;
    if (reply.isCorrupted()) {
      tally.corrupted();
    } else {
      if (micros >= 0) {
        tally.took(micros);
        if (options.adaptive) {
          pacing.adapt(tally.smoothed());
        }
      }
      isDuplicate = tally.reply(reply.sequence());
    }
    confirm = true;
    report.reply(reply, micros, isDuplicate);
  }

  /// How long the reply took in microseconds, or -1 when it does not say when it was asked for.
  private long duration(Heard.Reply reply) {
    if (options.size < Stamp.BYTES || reply.data().length < Stamp.BYTES) {
      return -1;
    }
    long came = options.userLatency ? process.loop().now() : reply.time();
    return Math.max(came / 1000 - Stamp.read(reply.data()), 0);
  }

  // ---- the end

  private int finish() throws FileException {
    boolean paced = pacing.interval() == 0 || options.flood || options.adaptive;
    voice.print(tally.summary(echo.host(), Math.max(pacing.last() - start, 0), paced));
    boolean failed =
        tally.received() == 0 || (options.deadline > 0 && tally.received() < options.count);
    return failed ? 1 : 0;
  }
}
