package dev.patchbay.tools.nettools;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `rarp`: would show and change the table of RARP, which no kernel has any more. What it says is
/// what it says there.
public final class Rarp implements Command {
  private static final int WRONG_USAGE = 3;
  private static final int NO_FILE = 255;
  private static final String NONE = "This kernel does not support RARP.";
  private static final String NO_IOCTL = ": Inappropriate ioctl for device";

  private static final String USAGE =
      """
      Usage: rarp -a                               list entries in cache.
             rarp -d <hostname>                    delete entry from cache.
             rarp [<HW>] -s <hostname> <hwaddr>    add entry to cache.
             rarp -f                               add entries from /etc/ethers.
             rarp -V                               display program version.

        <HW>=Use '-H <hw>' to specify hardware address type. Default: ether
        List of possible hardware types (which support ARP):
      """;

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("version", GetOpt.Long.flag("V"));
    LONGS.put("verbose", GetOpt.Long.flag("v"));
    LONGS.put("list", GetOpt.Long.flag("a"));
    LONGS.put("set", GetOpt.Long.flag("s"));
    LONGS.put("delete", GetOpt.Long.flag("d"));
    LONGS.put("help", GetOpt.Long.flag("h"));
  }

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt given = new GetOpt("rarp", "adfsHtvVh", LONGS);
    try {
      given.parse(args.rest());
    } catch (GetOpt.Wrong wrong) {
      process.complain(wrong.message());
      return usage(process, WRONG_USAGE);
    }
    String action = "";
    for (GetOpt.Option option : given.options()) {
      switch (option.letter()) {
        case "a", "d", "f", "s" -> {
          if (!action.isEmpty()) {
            process.complain("rarp: illegal option mix.");
            return usage(process, WRONG_USAGE);
          }
          action = option.letter();
        }
        case "t" -> throw new CommandException(1, "rarp: (null): unknown hardware type.");
        case "V" -> {
          process.out().print(UsageText.VERSION);
          return 0;
        }
        case "h" -> {
          return usage(process, 0);
        }
        case "v" -> {}
        default -> {
          return usage(process, WRONG_USAGE);
        }
      }
    }
    return act(process, action, given.operands());
  }

  private static int act(Process process, String action, List<String> words) throws FileException {
    int most =
        switch (action) {
          case "d", "f" -> 1;
          case "s" -> 2;
          default -> 0;
        };
    boolean few = words.size() < most && !action.equals("f");
    if (action.isEmpty() || words.size() > most || few) {
      return usage(process, WRONG_USAGE);
    }
    throw switch (action) {
      case "a" -> new CommandException(1, NONE);
      case "f" -> file(process, words.isEmpty() ? "/etc/ethers" : words.getFirst());
      default -> change(process, action.equals("d"), words);
    };
  }

  private static CommandException change(Process process, boolean delete, List<String> words) {
    String host = words.getFirst();
    if (new InetNames(process).find(host, true) == null) {
      return new CommandException(1, "rarp: " + host + ": unknown host");
    }
    if (!delete && EtherText.parse(words.get(1)) == null) {
      return new CommandException(1, words.get(1) + ": bad hardware address");
    }
    return new CommandException(1, (delete ? "SIOCDRARP" : "SIOCSRARP") + NO_IOCTL);
  }

  private static CommandException file(Process process, String name) {
    String path = Files.absolute(process.directory(), name);
    return process.files().exists(path)
        ? new CommandException(1, "SIOCSRARP" + NO_IOCTL)
        : new CommandException(
            NO_FILE, "rarp: cannot open file " + name + ":No such file or directory.");
  }

  private static int usage(Process process, int status) throws FileException {
    return new UsageText(process, status).text(USAGE).list(HardwareType.list(true)).status();
  }
}
