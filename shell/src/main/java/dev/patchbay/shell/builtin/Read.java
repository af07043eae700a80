package dev.patchbay.shell.builtin;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.time.Task;
import dev.patchbay.core.time.Timer;
import dev.patchbay.shell.expand.Expander;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.syntax.Names;
import dev.patchbay.shell.text.Wording;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `read [-ers] [-a array] [-d delimiter] [-i text] [-n count] [-N count] [-p prompt] [-t seconds]
/// [-u descriptor] [name…]`.
final class Read implements Builtin {
  private static final String USAGE =
      "read: usage: read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt]"
          + " [-t timeout] [-u fd] [name ...]";
  private static final int TIMED_OUT = 142;

  /// The time of `-t` has run out.
  private static final class TimedOut extends RuntimeException {
    private static final long serialVersionUID = 1;

    TimedOut() {
      super(null, null, false, false);
    }
  }

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    boolean isDash = shell.wording() == Wording.DASH;
    Flags flags = Flags.of(shell, words, isDash ? "rp:" : "era:sd:i:n:N:p:t:u:", USAGE);
    if (isDash && flags.operands().isEmpty()) {
      throw new CommandException(2, "arg count");
    }
    List<String> names = names(flags);
    for (String name : names) {
      if (!Names.isPlace(name)) {
        throw new CommandException(shell.wording().status(1), shell.wording().notAName(name));
      }
    }
    OpenFile file = file(shell.process(), flags.value('u'));
    String prompt = flags.value('p');
    if (prompt != null && file.isTerminal()) {
      shell.process().err().print(prompt);
    }
    if (isZero(flags.value('t'))) {
      return 0;
    }
    int delimiter = flags.has('N') ? ReadLine.NOTHING : delimiter(flags);
    ReadLine line = new ReadLine(file, delimiter, !flags.has('r'), limit(flags));
    int status = read(shell, line, flags.value('t'));
    String ifs = flags.has('N') ? "" : separators(shell);
    String array = flags.value('a');
    if (array != null) {
      List<Expander.Element> elements =
          line.fields(ifs).stream().map(f -> new Expander.Element(null, false, f)).toList();
      shell.variables().assign(array, elements, false);
    } else if (flags.operands().isEmpty()) {
      shell.executor().assign("REPLY", line.text());
    } else {
      line.split(ifs, names.size(), (name, value) -> assign(shell, name, value), names);
    }
    return status;
  }

  private static boolean isZero(@Nullable String seconds) {
    return seconds != null && seconds.matches("0+(\\.0*)?");
  }

  private static List<String> names(Flags flags) {
    String array = flags.value('a');
    return array == null ? flags.operands() : List.of(array);
  }

  private static void assign(Shell shell, String name, String value) {
    int open = name.indexOf('[');
    if (open < 0) {
      shell.executor().assign(name, value);
      return;
    }
    String array = name.substring(0, open);
    String subscript = name.substring(open + 1, name.length() - 1);
    String key = shell.executor().expander().key(array, subscript);
    shell.variables().assign(array, key, value);
  }

  private static int read(Shell shell, ReadLine line, @Nullable String seconds)
      throws FileException {
    if (seconds == null) {
      return line.read() ? 0 : 1;
    }
    Process process = shell.process();
    TimedOut timedOut = new TimedOut();
    Task task = process.loop().current();
    Timer timer = new Timer(process.machine().number(), () -> task.cancel(timedOut));
    process.loop().arm(timer, process.loop().now() + nanos(seconds));
    try {
      return line.read() ? 0 : 1;
    } catch (TimedOut e) {
      return TIMED_OUT;
    } finally {
      process.loop().disarm(timer);
      task.withdraw(timedOut);
    }
  }

  private static long nanos(String seconds) {
    try {
      double value = Double.parseDouble(seconds);
      if (value >= 0 && value < 1e9) {
        return (long) (value * 1e9);
      }
    } catch (NumberFormatException e) {
      throw new CommandException(1, seconds + ": invalid timeout specification");
    }
    throw new CommandException(1, seconds + ": invalid timeout specification");
  }

  static OpenFile file(Process process, @Nullable String descriptor) throws FileException {
    if (descriptor == null) {
      return process.file(0);
    }
    OpenFile file =
        descriptor.matches("\\d{1,9}")
            ? process.descriptors().get(Integer.parseInt(descriptor))
            : null;
    if (file == null) {
      throw new CommandException(1, descriptor + ": invalid file descriptor: Bad file descriptor");
    }
    return file;
  }

  static int delimiter(Flags flags) {
    String delimiter = flags.value('d');
    return delimiter == null ? '\n' : delimiter.isEmpty() ? 0 : delimiter.charAt(0);
  }

  private static int limit(Flags flags) {
    String count = flags.value('N') == null ? flags.value('n') : flags.value('N');
    if (count == null) {
      return Integer.MAX_VALUE;
    }
    if (!count.matches("\\d{1,9}")) {
      throw new CommandException(1, count + ": invalid number");
    }
    return Integer.parseInt(count);
  }

  private static String separators(Shell shell) {
    String ifs = shell.variables().value("IFS");
    return ifs == null ? " \t\n" : ifs;
  }
}
