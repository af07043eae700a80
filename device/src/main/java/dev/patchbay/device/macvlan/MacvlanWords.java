package dev.patchbay.device.macvlan;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.device.macvlan.MacvlanOptions.ListChange;
import dev.patchbay.device.macvlan.MacvlanOptions.Verb;
import dev.patchbay.packet.Mac;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The words behind `type macvlan` and `type macvtap` (ip/iplink_macvlan.c).
final class MacvlanWords {
  private static final int MOST_OCTET = 255;

  private final String kind;
  private final Args args;
  private final StringBuilder complaints = new StringBuilder();
  private @Nullable MacvlanMode mode;
  private @Nullable Integer flags;
  private @Nullable Integer queueLength;
  private @Nullable ListChange list;

  MacvlanWords(String kind, Args args) {
    this.kind = kind;
    this.args = args;
  }

  static String usage(String kind) {
    return """
    Usage: ... %s mode MODE [flag MODE_FLAG] MODE_OPTS [bcqueuelen BC_QUEUE_LEN]

    MODE: private | vepa | bridge | passthru | source
    MODE_FLAG: null | nopromisc | nodst
    MODE_OPTS: for mode "source":
    	macaddr { { add | del } <macaddr> | set [ <macaddr> [ <macaddr>  ... ] ] | flush }
    BC_QUEUE_LEN: Length of the rx queue for broadcast/multicast: [0-4294967295]
    """
        .formatted(kind);
  }

  MacvlanOptions parse() {
    while (args.hasNext()) {
      parse(args.next());
    }
    if (flags != null && (flags & MacvlanOptions.NOPROMISC) != 0 && mode != MacvlanMode.PASSTHRU) {
      throw explained("nopromisc flag only valid in passthru mode");
    }
    return new MacvlanOptions(mode, flags, queueLength, list);
  }

  private void parse(String word) {
    if (Args.matches(word, "mode")) {
      mode = mode(args.next());
    } else if (Args.matches(word, "flag")) {
      addFlag(flag(args.next()));
    } else if (Args.matches(word, "macaddr")) {
      list = listChange(args.next());
    } else if (Args.matches(word, "nopromisc")) {
      addFlag(MacvlanOptions.NOPROMISC);
    } else if (Args.matches(word, "nodst")) {
      addFlag(MacvlanOptions.NODST);
    } else if (Args.matches(word, "bcqueuelen")) {
      queueLength = queueLength(args.next());
    } else {
      throw Args.matches(word, "help")
          ? explained()
          : explained("unknown option \"" + word + "\"?");
    }
  }

  private static MacvlanMode mode(String word) {
    MacvlanMode mode = MacvlanMode.of(word);
    if (mode == null) {
      throw wrong("mode", "\"private\", \"vepa\", \"bridge\", \"passthru\" or \"source\"", word);
    }
    return mode;
  }

  private static int flag(String word) {
    return switch (word) {
      case "nopromisc" -> MacvlanOptions.NOPROMISC;
      case "nodst" -> MacvlanOptions.NODST;
      case "null" -> 0;
      default -> throw wrong("flag", "\"nopromisc\", \"nodst\" or \"null\"", word);
    };
  }

  private void addFlag(int flag) {
    flags = flags == null ? flag : flags | flag;
  }

  private static int queueLength(String word) {
    OptionalLong number = Numbers.u32(word, 0);
    if (number.isEmpty()) {
      throw wrong("bcqueuelen", "a positive integer [0-4294967295]", word);
    }
    return (int) number.getAsLong();
  }

  private ListChange listChange(String word) {
    return switch (word) {
      case "add", "del" ->
          new ListChange(Verb.valueOf(word.toUpperCase(Locale.ROOT)), List.of(mac(args.next())));
      case "set" -> new ListChange(Verb.SET, macs());
      case "flush" -> new ListChange(Verb.FLUSH, List.of());
      default -> throw explained();
    };
  }

  private static long mac(String word) {
    Mac mac = Mac.parse(word);
    if (mac == null) {
      throw new CommandException(1, complaint(word).stripTrailing());
    }
    return mac.value();
  }

  /// As many addresses as there are; the real command complains of the word behind them and then
  /// goes on with it.
  private List<Long> macs() {
    List<Long> macs = new ArrayList<>();
    for (String word = args.peek(); word != null; word = args.peek()) {
      Mac mac = Mac.parse(word);
      if (mac == null) {
        complaints.append(complaint(word));
        break;
      }
      macs.add(mac.value());
      args.skip();
    }
    return macs;
  }

  /// What is said of a word that is no address: nothing, if it is one of another length.
  private static String complaint(String word) {
    for (String octet : word.split(":", -1)) {
      OptionalLong value = Numbers.u32(hexBegin(octet), 16);
      if (value.isEmpty() || value.getAsLong() > MOST_OCTET) {
        return "\"" + octet + "\" is invalid lladdr.\n";
      }
    }
    return "";
  }

  /// The hexadecimal digits that the word begins with: what follows is not looked at.
  private static String hexBegin(String word) {
    int end = 0;
    while (end < word.length() && Character.digit(word.charAt(end), 16) >= 0) {
      end++;
    }
    return word.substring(0, end);
  }

  private static CommandException wrong(String key, String valid, String word) {
    return new CommandException(
        1, "Error: argument of \"" + key + "\" must be " + valid + ", not \"" + word + "\"");
  }

  private CommandException explained(String complaint) {
    complaints.append(kind).append(": ").append(complaint).append('\n');
    return explained();
  }

  private CommandException explained() {
    return new CommandException(1, complaints + usage(kind).stripTrailing());
  }
}
