package dev.patchbay.tools.nettools;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `arp`: shows and changes the neighbours of IPv4.
public final class Arp implements Command {
  /// What main gives for `-1`.
  static final int FAILED = 255;

  private static final int WRONG_USAGE = 3;

  private static final String USAGE =
      """
      Usage:
        arp [-vn]  [<HW>] [-i <if>] [-a] [<hostname>]             <-Display ARP cache
        arp [-v]          [-i <if>] -d  <host> [pub]               <-Delete ARP entry
        arp [-vnD] [<HW>] [-i <if>] -f  [<filename>]            <-Add entry from file
        arp [-v]   [<HW>] [-i <if>] -s  <host> <hwaddr> [temp]            <-Add entry
        arp [-v]   [<HW>] [-i <if>] -Ds <host> <if> [netmask <nm>] pub          <-''-

              -a                       display (all) hosts in alternative (BSD) style
              -e                       display (all) hosts in default (Linux) style
              -s, --set                set a new ARP entry
              -d, --delete             delete a specified entry
              -v, --verbose            be verbose
              -n, --numeric            don't resolve names
              -i, --device             specify network interface (e.g. eth0)
              -D, --use-device         read <hwaddr> from given device
              -A, -p, --protocol       specify protocol family
              -f, --file               read new entries from file or from /etc/ethers

        <HW>=Use '-H <hw>' to specify hardware address type. Default: ether
        List of possible hardware types (which support ARP):
      """;

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("verbose", GetOpt.Long.flag("v"));
    LONGS.put("version", GetOpt.Long.flag("V"));
    LONGS.put("all", GetOpt.Long.flag("a"));
    LONGS.put("delete", GetOpt.Long.flag("d"));
    LONGS.put("file", GetOpt.Long.flag("f"));
    LONGS.put("numeric", GetOpt.Long.flag("n"));
    LONGS.put("set", GetOpt.Long.flag("s"));
    LONGS.put("protocol", GetOpt.Long.with("A"));
    LONGS.put("hw-type", GetOpt.Long.with("H"));
    LONGS.put("device", GetOpt.Long.with("i"));
    LONGS.put("help", GetOpt.Long.flag("h"));
    LONGS.put("use-device", GetOpt.Long.flag("D"));
    LONGS.put("symbolic", GetOpt.Long.flag("N"));
  }

  /// What the options say.
  ///
  /// @param hardware the kind that was asked for, or null
  /// @param device the name of the device, or empty
  /// @param useDevice the link-layer address is that of a device
  record Options(
      boolean verbose,
      boolean numeric,
      boolean bsd,
      boolean useDevice,
      @Nullable HardwareType hardware,
      String device) {}

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt given = new GetOpt("arp", "A:H:adfp:nsei:t:vh?DNV", LONGS);
    try {
      given.parse(args.rest());
    } catch (GetOpt.Wrong wrong) {
      process.complain(wrong.message());
      return usage(process, WRONG_USAGE);
    }
    char action = 'a';
    String device = "";
    HardwareType hardware = null;
    for (GetOpt.Option option : given.options()) {
      switch (option.letter()) {
        case "f", "d", "s" -> action = option.letter().charAt(0);
        case "i" -> device = option.value();
        case "H", "t" -> hardware = hardware(option.value());
        case "A", "p" -> checkFamily(option.value());
        case "h", "?" -> {
          return usage(process, 0);
        }
        case "V" -> {
          return version(process);
        }
        default -> {}
      }
    }
    boolean bsd = has(given, "a") && !has(given, "e");
    Options options =
        new Options(has(given, "v"), has(given, "n"), bsd, has(given, "D"), hardware, device);
    return act(process, action, options, given.operands());
  }

  private static int act(Process process, char action, Options options, List<String> words)
      throws FileException {
    ArpRequests requests = new ArpRequests(process, options);
    return switch (action) {
      case 'f' -> requests.file(words.isEmpty() ? "/etc/ethers" : words.getFirst());
      case 'd' -> requests.delete(new Args(words));
      case 's' -> requests.set(new Args(words));
      default -> new ArpEntries(process, options).show(words.isEmpty() ? "" : words.getFirst());
    };
  }

  private static boolean has(GetOpt given, String letter) {
    return given.options().stream().anyMatch(option -> option.letter().equals(letter));
  }

  private static HardwareType hardware(String word) {
    HardwareType type = HardwareType.ofWord(word);
    if (type == null) {
      throw new CommandException(FAILED, "arp: " + word + ": unknown hardware type.");
    }
    if (!type.hasArp()) {
      throw new CommandException(FAILED, "arp: " + word + ": hardware type without ARP support.");
    }
    return type;
  }

  private static void checkFamily(String word) {
    AddressFamily family = AddressFamily.ofWord(word);
    if (family == null) {
      throw new CommandException(FAILED, "arp: " + word + ": unknown address family.");
    }
    if (family != AddressFamily.INET) {
      throw new CommandException(FAILED, "arp: " + word + ": kernel only supports 'inet'.");
    }
  }

  /// Prints the usage; returns the status.
  static int usage(Process process, int status) throws FileException {
    return new UsageText(process, status).text(USAGE).list(HardwareType.list(true)).status();
  }

  private static int version(Process process) throws FileException {
    process.out().print(UsageText.VERSION + "+I18N +SELINUX\n");
    process.out().print(UsageText.BUILT_WITH.formatted("(ether)"));
    return 0;
  }
}
