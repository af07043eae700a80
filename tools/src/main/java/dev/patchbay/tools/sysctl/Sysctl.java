package dev.patchbay.tools.sysctl;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// `sysctl`: shows and sets what is under `/proc/sys`.
public final class Sysctl implements Command {
  private static final String HELP =
      """

      Usage:
       sysctl [options] [variable[=value] ...]

      Options:
        -a, --all            display all variables
        -A                   alias of -a
        -X                   alias of -a
            --deprecated     include deprecated parameters to listing
            --dry-run        Print the key and values but do not write
        -b, --binary         print value without new line
        -e, --ignore         ignore unknown variables errors
        -N, --names          print variable names without values
        -n, --values         print only values of the given variable(s)
        -p, --load[=<file>]  read values from file
        -f                   alias of -p
            --system         read values from all system directories
        -r, --pattern <expression>
                             select setting that match expression
        -q, --quiet          do not echo variable set
        -w, --write          enable writing a value to variable
        -o                   does nothing
        -x                   does nothing
        -d                   alias of -h

       -h, --help     display this help and exit
       -V, --version  output version information and exit

      For more details see sysctl(8).
      """;

  private static final Pattern ANY = Pattern.compile("");

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("all", GetOpt.Long.flag("a"));
    LONGS.put("deprecated", GetOpt.Long.flag("deprecated"));
    LONGS.put("dry-run", GetOpt.Long.flag("dry-run"));
    LONGS.put("binary", GetOpt.Long.flag("b"));
    LONGS.put("ignore", GetOpt.Long.flag("e"));
    LONGS.put("names", GetOpt.Long.flag("N"));
    LONGS.put("values", GetOpt.Long.flag("n"));
    LONGS.put("load", new GetOpt.Long("p", GetOpt.Takes.OPTIONAL));
    LONGS.put("quiet", GetOpt.Long.flag("q"));
    LONGS.put("write", GetOpt.Long.flag("w"));
    LONGS.put("system", GetOpt.Long.flag("system"));
    LONGS.put("pattern", GetOpt.Long.with("r"));
    LONGS.put("help", GetOpt.Long.flag("h"));
    LONGS.put("version", GetOpt.Long.flag("V"));
  }

  /// What the options say.
  ///
  /// @param write every word must be a setting
  /// @param pattern which names are shown or set
  record Options(
      boolean namesOnly,
      boolean valuesOnly,
      boolean newline,
      boolean ignore,
      boolean quiet,
      boolean write,
      boolean dryRun,
      boolean deprecated,
      Pattern pattern) {}

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt given;
    try {
      given = new GetOpt("sysctl", "bneNwfp::qoxaAXr:Vdh", LONGS).parse(args.rest());
    } catch (GetOpt.Wrong e) {
      process.err().println(e.message());
      process.out().print(HELP);
      return 0;
    }
    List<GetOpt.Option> options = untilSystem(given.options());
    if (has(options, "h") || has(options, "d")) {
      process.out().print(HELP);
      return 0;
    }
    if (has(options, "V")) {
      process.out().println("sysctl from procps-ng 4.0.2");
      return 0;
    }
    return run(process, options, given.operands());
  }

  private static int run(Process process, List<GetOpt.Option> options, List<String> operands)
      throws FileException {
    Settings settings = new Settings(process, optionsOf(options));
    if (has(options, "a") || has(options, "A") || has(options, "X")) {
      return settings.showAll();
    }
    if (has(options, "system")) {
      return settings.loadSystem();
    }
    if (has(options, "p") || has(options, "f")) {
      return settings.load(files(options, operands), false);
    }
    if (operands.isEmpty()) {
      if (options.isEmpty()) {
        process.out().print(HELP);
        return 1;
      }
      throw new CommandException(
          1, "sysctl: no variables specified\nTry `sysctl --help' for more information.");
    }
    return has(options, "w") ? settings.writeAll(operands) : settings.showOrWrite(operands);
  }

  private static List<String> files(List<GetOpt.Option> options, List<String> operands) {
    List<String> files = new ArrayList<>();
    for (GetOpt.Option option : options) {
      if (option.letter().equals("p") && option.argument() != null) {
        files.add(option.value());
      }
    }
    files.addAll(operands);
    return files.isEmpty() ? List.of("/etc/sysctl.conf") : files;
  }

  private static Options optionsOf(List<GetOpt.Option> options) {
    Pattern pattern = ANY;
    for (GetOpt.Option option : options) {
      if (option.letter().equals("r")) {
        pattern = pattern(option.value());
      }
    }
    boolean binary = has(options, "b");
    return new Options(
        has(options, "N"),
        binary || has(options, "n"),
        !binary,
        has(options, "e"),
        has(options, "q"),
        has(options, "w"),
        has(options, "dry-run"),
        has(options, "deprecated"),
        pattern);
  }

  private static Pattern pattern(String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new CommandException(1, "sysctl: Invalid regular expression");
    }
  }

  /// `--system` acts as soon as it is read: what follows it is not.
  private static List<GetOpt.Option> untilSystem(List<GetOpt.Option> options) {
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).letter().equals("system")) {
        return options.subList(0, i + 1);
      }
    }
    return options;
  }

  private static boolean has(List<GetOpt.Option> options, String letter) {
    for (GetOpt.Option option : options) {
      if (option.letter().equals(letter)) {
        return true;
      }
    }
    return false;
  }
}
