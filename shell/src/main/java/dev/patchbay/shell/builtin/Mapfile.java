package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.expand.AssociativeArray;
import dev.patchbay.shell.expand.Expander;
import dev.patchbay.shell.expand.ExpansionException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.syntax.Names;
import dev.patchbay.shell.text.Bytes;
import dev.patchbay.shell.text.Quoting;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `mapfile [-d delimiter] [-n count] [-O origin] [-s skipped] [-t] [-u descriptor] [-C callback]
/// [-c quantum] [array]`: lines as elements.
final class Mapfile implements Builtin {
  private static final String OPERANDS =
      " [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum]"
          + " [array]";
  private static final int QUANTUM = 5000;

  private final String name;

  Mapfile(String name) {
    this.name = name;
  }

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    String usage = name + ": usage: " + name + OPERANDS;
    Flags flags = Flags.of(shell, words, "d:n:O:s:tu:C:c:", usage);
    String array = flags.operands().isEmpty() ? "MAPFILE" : flags.operands().getFirst();
    if (!Names.isName(array)) {
      throw new CommandException(1, "`" + array + "': not a valid identifier");
    }
    if (shell.variables().array(array) instanceof AssociativeArray) {
      throw new CommandException(1, array + ": not an indexed array");
    }
    long origin = count(flags, 'O', 0, "invalid array origin");
    if (flags.value('O') == null) {
      empty(shell, array);
    }
    new Reading(
            shell,
            array,
            Read.file(shell.process(), flags.value('u')),
            Read.delimiter(flags),
            flags.has('t'),
            flags.value('C'),
            count(flags, 'c', QUANTUM, "invalid callback quantum"))
        .read(
            origin,
            count(flags, 's', 0, "invalid line count"),
            count(flags, 'n', 0, "invalid line count"));
    return 0;
  }

  private static void empty(Shell shell, String array) {
    try {
      shell.variables().assign(array, List.<Expander.Element>of(), false);
    } catch (ExpansionException e) {
      throw new CommandException(1, String.valueOf(e.getMessage()));
    }
  }

  private static long count(Flags flags, char letter, long usual, String fault) {
    String value = flags.value(letter);
    if (value == null) {
      return usual;
    }
    if (!value.matches("\\d{1,9}")) {
      throw new CommandException(1, value + ": " + fault);
    }
    return Long.parseLong(value);
  }

  /// The lines of a file on their way into an array.
  private record Reading(
      Shell shell,
      String array,
      OpenFile file,
      int delimiter,
      boolean trims,
      @Nullable String callback,
      long quantum) {
    void read(long origin, long skipped, long count) throws FileException {
      for (long i = 0; i < skipped; i++) {
        if (line() == null) {
          return;
        }
      }
      for (long i = 0; count == 0 || i < count; i++) {
        String line = line();
        if (line == null) {
          return;
        }
        long index = origin + i;
        if (callback != null && (i + 1) % quantum == 0) {
          shell.interpreter().evaluate(callback + " " + index + " " + Quoting.backslashed(line));
        }
        shell.variables().assign(array, Long.toString(index), line);
      }
    }

    private @Nullable String line() throws FileException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      byte[] one = new byte[1];
      while (file.read(one, 0, 1) > 0) {
        boolean end = (one[0] & 0xff) == delimiter;
        if (!end || (!trims && delimiter != 0)) {
          line.write(one[0]);
        }
        if (end) {
          return Bytes.decode(line.toByteArray());
        }
      }
      return line.size() == 0 ? null : Bytes.decode(line.toByteArray());
    }
  }
}
