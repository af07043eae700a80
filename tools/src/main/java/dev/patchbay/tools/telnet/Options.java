package dev.patchbay.tools.telnet;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.packet.Family;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the words of `telnet` ask for. Those of logging in, of encryption and of tracing are taken
/// and change nothing: no service here asks for them.
final class Options {
  /// No escape character.
  static final int NONE = -1;

  private static final int BRACKET = 0x1d;
  private static final int USAGE = 64;
  private static final String SHORTS = "468ab:cde:EKl:Ln:rk:X:x?V";
  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    flag("ipv4", "4");
    flag("ipv6", "6");
    flag("binary", "8");
    flag("login", "a");
    LONGS.put("bind", GetOpt.Long.with("b"));
    flag("no-rc", "c");
    flag("debug", "d");
    LONGS.put("escape", GetOpt.Long.with("e"));
    flag("no-escape", "E");
    flag("no-login", "K");
    LONGS.put("user", GetOpt.Long.with("l"));
    flag("binary-output", "L");
    LONGS.put("trace", GetOpt.Long.with("n"));
    flag("rlogin", "r");
    LONGS.put("realm", GetOpt.Long.with("k"));
    LONGS.put("disable-auth", GetOpt.Long.with("X"));
    flag("encrypt", "x");
    flag("help", "?");
    flag("usage", "usage");
    flag("version", "V");
  }

  private static final String HELP =
      """
      Usage: telnet [OPTION...] [HOST [PORT]]
      Login to remote system HOST (optionally, on service port PORT)

       General options:

        -4, --ipv4                 use only IPv4
        -6, --ipv6                 use only IPv6
        -8, --binary               use an 8-bit data transmission
        -a, --login                attempt automatic login
        -b, --bind=ADDRESS         bind to specific local ADDRESS
        -c, --no-rc                do not read the user's .telnetrc file
        -d, --debug                turn on debugging
        -e, --escape=CHAR          use CHAR as an escape character
        -E, --no-escape            use no escape character
        -K, --no-login             do not automatically login to the remote system
        -l, --user=USER            attempt automatic login as USER
        -L, --binary-output        use an 8-bit data transmission for output only
        -n, --trace=FILE           record trace information into FILE
        -r, --rlogin               use a user-interface similar to rlogin

       Encryption control:

        -x, --encrypt              encrypt the data stream, if possible

       Authentication and Kerberos options:

        -k, --realm=REALM          obtain tickets for the remote host in REALM
                                   instead of the remote host's realm
        -X, --disable-auth=ATYPE   disable type ATYPE authentication

        -?, --help                 give this help list
            --usage                give a short usage message
        -V, --version              print program version

      Mandatory or optional arguments to long options are also mandatory or optional
      for any corresponding short options.

      Report bugs to <bug-inetutils@gnu.org>.
      """;

  private static final String SHORT_HELP =
      """
      Usage: telnet [-468acdEKLrx?V] [-b ADDRESS] [-e CHAR] [-l USER] [-n FILE]
                  [-k REALM] [-X ATYPE] [--ipv4] [--ipv6] [--binary] [--login]
                  [--bind=ADDRESS] [--no-rc] [--debug] [--escape=CHAR] [--no-escape]
                  [--no-login] [--user=USER] [--binary-output] [--trace=FILE]
                  [--rlogin] [--encrypt] [--realm=REALM] [--disable-auth=ATYPE]
                  [--help] [--usage] [--version] [HOST [PORT]]
      """;

  @Nullable Family family;
  @Nullable String source;
  boolean binary;
  int escape = BRACKET;
  boolean escapeIsSet;
  List<String> operands = List.of();

  /// What is printed instead of doing anything.
  String text = "";

  private static void flag(String name, String letter) {
    LONGS.put(name, GetOpt.Long.flag(letter));
  }

  static Options read(Args args) {
    GetOpt words = new GetOpt("telnet", SHORTS, LONGS);
    Options options = new Options();
    try {
      words.parse(args.rest());
    } catch (GetOpt.Wrong e) {
      throw new CommandException(
          USAGE, e.message() + "\nTry 'telnet --help' or 'telnet --usage' for more information.");
    }
    for (GetOpt.Option option : words.options()) {
      options.take(option);
    }
    options.operands = words.operands();
    return options;
  }

  private void take(GetOpt.Option option) {
    switch (option.letter()) {
      case "4" -> family = Family.IPV4;
      case "6" -> family = Family.IPV6;
      case "8", "L" -> binary = true;
      case "b" -> source = option.value();
      case "e" -> escape(option.value());
      case "E" -> escape = NONE;
      case "?" -> text = HELP;
      case "usage" -> text = SHORT_HELP;
      case "V" -> text = "telnet (GNU inetutils) 2.4\n";
      default -> {
        // About logging in, encryption, tracing.
      }
    }
  }

  private void escape(String word) {
    escapeIsSet = true;
    escape = character(word);
  }

  /// The character that a word means: `^X` for control and X, nothing for none.
  static int character(String word) {
    if (word.isEmpty()) {
      return NONE;
    }
    return word.length() > 1 && word.charAt(0) == '^' ? word.charAt(1) & 0x1f : word.charAt(0);
  }

  /// A character as it is shown.
  static String name(int character) {
    if (character == NONE) {
      return "off";
    }
    return character < ' ' ? "^" + (char) (character + '@') : Character.toString(character);
  }

  /// The escape character as it is shown.
  String escapeName() {
    return name(escape);
  }
}
