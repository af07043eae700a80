package dev.patchbay.shell.builtin;

import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.text.Quoting;
import dev.patchbay.shell.text.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `trap [action condition…]`, `trap -p [condition…]`, `trap -l`.
final class Trap implements Builtin {
  private static final String USAGE = "trap: usage: trap [-lp] [[arg] signal_spec ...]";

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags =
        words.isEmpty() || words.getFirst().equals("-")
            ? new Flags(Map.of(), words)
            : Flags.of(shell, words, "lp", USAGE);
    List<String> operands = flags.operands();
    if (flags.has('l')) {
      return Kill.list(shell, List.of());
    }
    if (operands.isEmpty() || flags.has('p')) {
      return show(shell, operands);
    }
    boolean reset =
        operands.size() == 1 || operands.getFirst().chars().allMatch(Character::isDigit);
    boolean usual = reset && !operands.getFirst().isEmpty();
    String action = usual || operands.getFirst().equals("-") ? null : operands.getFirst();
    return set(shell, action, usual ? operands : operands.subList(1, operands.size()));
  }

  private static int set(Shell shell, @Nullable String action, List<String> conditions) {
    int status = 0;
    for (String word : conditions) {
      String condition = condition(word);
      if (condition == null) {
        if (shell.wording() == Wording.DASH) {
          shell.complainRaw("trap: " + word + ": bad trap");
        } else {
          shell.complain("trap: " + word + ": invalid signal specification");
        }
        status = 1;
      } else {
        shell.traps().set(condition, action);
      }
    }
    return status;
  }

  /// The name that [dev.patchbay.shell.run.Traps] knows it by, or null.
  private static @Nullable String condition(String word) {
    return switch (word) {
      case "0", "EXIT", "SIGEXIT" -> "EXIT";
      case "ERR", "DEBUG", "RETURN" -> word;
      default -> {
        Signal signal = Signal.of(word.toUpperCase(Locale.ROOT));
        yield signal == null ? null : signal.name();
      }
    };
  }

  private static int show(Shell shell, List<String> wanted) throws FileException {
    List<String> order = new ArrayList<>(List.of("EXIT"));
    for (Signal signal : Signal.values()) {
      order.add(signal.name());
    }
    order.addAll(List.of("DEBUG", "ERR", "RETURN"));
    List<String> names = wanted.stream().map(w -> String.valueOf(condition(w))).toList();
    for (String condition : order) {
      String action = shell.traps().shown(condition);
      if (action != null && (names.isEmpty() || names.contains(condition))) {
        boolean isPlain = Signal.of(condition) == null || shell.wording() == Wording.DASH;
        String shown = isPlain ? condition : "SIG" + condition;
        shell.print("trap -- " + Quoting.single(action) + " " + shown + "\n");
      }
    }
    return 0;
  }
}
