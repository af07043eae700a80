package dev.patchbay.lab;

import dev.patchbay.core.Exit;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.Captured;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Timer;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs a file a line at a time, as a conformance case is run: prints `$ LINE`, what it printed,
/// and `[exit N]`.
///
/// `#! timeout N` at the start of a line gives every command N seconds of the lab's time instead of
/// ten; one that takes longer is ended, and `[timeout]` says so.
final class TranscriptRun {
  private static final Pattern TIMEOUT = Pattern.compile("(?m)^#! *timeout +(\\d+)");
  private static final Pattern HOST = Pattern.compile("(?m)^#! *host *$");
  private static final long SECOND = 1_000_000_000L;
  private static final long USUAL_LIMIT = 10;

  /// What a recorder spends between two lines. Timers of the network run meanwhile, in a recording
  /// as here.
  private static final long PAUSE = 80_000_000L;

  private final Script script;
  private final Captured output;
  private final long limit;
  private boolean timedOut;

  TranscriptRun(Script script, Captured output, String text) {
    this.script = script;
    this.output = output;
    Matcher timeout = TIMEOUT.matcher(text);
    this.limit = timeout.find() ? Long.parseLong(timeout.group(1)) : USUAL_LIMIT;
  }

  /// Whether the text asks for the machine's initial namespace.
  static boolean isForHost(String text) {
    return HOST.matcher(text).find();
  }

  void run(String text, Appendable out) throws IOException {
    script.process().loop().endsWaits(true);
    for (String line : text.lines().toList()) {
      String stripped = line.stripLeading();
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        out.append(runLine(line));
        script.work(this::pause);
      }
    }
  }

  private String runLine(String line) {
    output.take();
    timedOut = false;
    int status = script.work(() -> limited(line));
    String text = output.take();
    StringBuilder record = new StringBuilder("$ ").append(line).append('\n').append(text);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      record.append('\n');
    }
    if (timedOut) {
      record.append("[timeout]\n");
    }
    return record.append("[exit ").append(status).append("]\n").toString();
  }

  private int pause() {
    script.process().loop().sleep(PAUSE, Bound.BOUNDED);
    return 0;
  }

  private int limited(String line) {
    Watch watch = new Watch(script.process(), script.processes());
    watch.arm();
    try {
      return script.shell().run(line, 1);
    } catch (Exit e) {
      return e.status();
    } finally {
      watch.disarm();
    }
  }

  /// Ends a line that takes too long, and what the rest of the line starts then when that does.
  private final class Watch {
    private final Process process;
    private final List<Process> before;
    private final Timer timer;

    Watch(Process process, List<Process> before) {
      this.process = process;
      this.before = before;
      timer = new Timer(process.machine().number(), this::bite);
    }

    void arm() {
      process.loop().arm(timer, process.loop().now() + limit * SECOND);
    }

    void disarm() {
      process.loop().disarm(timer);
    }

    private void bite() {
      endAll(before);
      arm();
    }
  }

  /// Ends what the line has started, or, when it waits for what earlier lines have started, those.
  private void endAll(List<Process> before) {
    timedOut = true;
    List<Process> started =
        script.processes().stream().filter(process -> !before.contains(process)).toList();
    for (Process process : started.isEmpty() ? before : started) {
      if (process != script.process()) {
        process.signal(Signal.TERM);
      }
    }
  }
}
