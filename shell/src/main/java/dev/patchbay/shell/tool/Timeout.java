package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.time.Timer;
import java.util.List;
import java.util.Locale;

/// `timeout [-s signal] [-k time] [--preserve-status] [--foreground] [-v] time command…`, in the
/// lab's time.
public final class Timeout implements Command {
  private static final int TIMED_OUT = 124;
  private static final int FAILED = 125;

  @Override
  public int run(Process process, Args args) {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                FAILED,
                "s|signal= k|kill-after= v|verbose |foreground |preserve-status")
            .stoppingAtOperand()
            .parse(args.rest());
    Program program = new Program(process);
    List<String> words = options.operands();
    if (words.size() < 2) {
      CommandException missing = program.missingOperand(words);
      throw words.isEmpty()
          ? new CommandException(FAILED, missing.message())
          : new CommandException(
              FAILED, "Try '" + program.name() + " --help' for more information.");
    }
    long limit = time(program, words.getFirst());
    String kill = options.value("kill-after");
    long killAfter = kill == null ? 0 : time(program, kill);
    Signal signal = signal(program, options);
    List<String> argv = words.subList(1, words.size());
    Command command = Children.find(program, argv.getFirst(), "failed to run command ");
    Process child = process.fork();
    Watch watch = new Watch(program, options, child, signal, killAfter, argv.getFirst());
    int status = watch.run(limit, () -> child.exec(command, argv));
    return watch.timedOut && !options.has("preserve-status") && status != 137 ? TIMED_OUT : status;
  }

  private static long time(Program program, String word) {
    return Durations.nanos(word)
        .orElseThrow(() -> program.usage(FAILED, "invalid time interval '" + word + "'"));
  }

  private static Signal signal(Program program, Getopt.Parsed options) {
    String word = options.value("signal");
    Signal signal = word == null ? Signal.TERM : Signal.of(word.toUpperCase(Locale.ROOT));
    if (signal == null) {
      throw program.usage(FAILED, "'" + word + "': invalid signal");
    }
    return signal;
  }

  private interface Body {
    int run();
  }

  /// Ends the child when its time has come.
  private static final class Watch {
    private final Program program;
    private final Getopt.Parsed options;
    private final Process child;
    private final Signal signal;
    private final long killAfter;
    private final String command;
    private final Timer timer;
    private boolean timedOut;

    Watch(
        Program program,
        Getopt.Parsed options,
        Process child,
        Signal signal,
        long killAfter,
        String command) {
      this.program = program;
      this.options = options;
      this.child = child;
      this.signal = signal;
      this.killAfter = killAfter;
      this.command = command;
      this.timer = new Timer(child.machine().number(), this::expire);
    }

    int run(long limit, Body body) {
      if (limit == 0) {
        return body.run();
      }
      long now = child.loop().now();
      child.loop().arm(timer, limit > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + limit);
      try {
        return body.run();
      } finally {
        child.loop().disarm(timer);
      }
    }

    private void expire() {
      Signal now = timedOut ? Signal.KILL : signal;
      if (options.has("verbose")) {
        program.complain("sending signal " + now + " to command '" + command + "'");
      }
      timedOut = true;
      if (killAfter > 0 && now != Signal.KILL) {
        child.loop().arm(timer, child.loop().now() + killAfter);
      }
      family(child).forEach(process -> process.signal(now));
    }

    /// The child and those it has started: `timeout` signals its whole group.
    private static List<Process> family(Process child) {
      return child.machine().processes().all().stream().filter(p -> descends(p, child)).toList();
    }

    private static boolean descends(Process process, Process ancestor) {
      for (Process p = process; p != null; p = p.parent()) {
        if (p.equals(ancestor)) {
          return true;
        }
      }
      return false;
    }
  }
}
