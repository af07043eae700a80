package dev.patchbay.tools.hostname;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.AddressSnapshot;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.tools.ping.Hosts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The names of the machine that a process sees, shown and set.
final class MachineNames {
  /// What is shown.
  enum What {
    HOST,
    DOMAIN,
    NIS,
    DNS,
    FQDN,
    SHORT,
    ALIASES,
    ADDRESSES,
    ALL_ADDRESSES,
    ALL_NAMES
  }

  private static final int WRONG_USAGE = 255;
  private static final int LONGEST = 64;
  private static final String NOT_SET = "(none)";

  private static final String USAGE =
      """
      Usage: hostname [-b] {hostname|-F file}         set host name (from file)
             hostname [-a|-A|-d|-f|-i|-I|-s|-y]       display formatted name
             hostname                                 display host name

             {yp,nis,}domainname {nisdomain|-F file}  set NIS domain name (from file)
             {yp,nis,}domainname                      display NIS domain name

             dnsdomainname                            display dns domain name

             hostname -V|--version|-h|--help          print info and exit

      Program name:
             {yp,nis,}domainname=hostname -y
             dnsdomainname=hostname -d

      Program options:
          -a, --alias            alias names
          -A, --all-fqdns        all long host names (FQDNs)
          -b, --boot             set default hostname if none available
          -d, --domain           DNS domain name
          -f, --fqdn, --long     long host name (FQDN)
          -F, --file             read host name or NIS domain name from given file
          -i, --ip-address       addresses for the host name
          -I, --all-ip-addresses all addresses for the host
          -s, --short            short host name
          -y, --yp, --nis        NIS/YP domain name

      Description:
         This command can get or set the host name or the NIS domain name. You can
         also get the DNS domain or the FQDN (fully qualified domain name).
         Unless you are using bind or NIS for host lookups you can change the
         FQDN (Fully Qualified Domain Name) and the DNS domain name (which is
         part of the FQDN) in the /etc/hosts file.
      """;

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("domain", GetOpt.Long.flag("d"));
    LONGS.put("boot", GetOpt.Long.flag("b"));
    LONGS.put("file", GetOpt.Long.with("F"));
    LONGS.put("fqdn", GetOpt.Long.flag("f"));
    LONGS.put("all-fqdns", GetOpt.Long.flag("A"));
    LONGS.put("help", GetOpt.Long.flag("h"));
    LONGS.put("long", GetOpt.Long.flag("f"));
    LONGS.put("short", GetOpt.Long.flag("s"));
    LONGS.put("version", GetOpt.Long.flag("V"));
    LONGS.put("alias", GetOpt.Long.flag("a"));
    LONGS.put("ip-address", GetOpt.Long.flag("i"));
    LONGS.put("all-ip-addresses", GetOpt.Long.flag("I"));
    LONGS.put("nis", GetOpt.Long.flag("y"));
    LONGS.put("yp", GetOpt.Long.flag("y"));
  }

  private final Process process;
  private final Machine machine;
  private final String program;

  MachineNames(Process process, String program) {
    this.process = process;
    this.machine = process.machine();
    this.program = program;
  }

  /// Runs the program, which shows `usually` when no option says otherwise; returns the exit
  /// status.
  int run(Args args, What usually) throws FileException {
    GetOpt given = new GetOpt(program, "aAdfbF:h?iIsVy", LONGS);
    try {
      given.parse(args.rest());
    } catch (GetOpt.Wrong wrong) {
      process.complain(wrong.message());
      return usage();
    }
    What what = usually;
    String file = null;
    boolean boot = false;
    for (GetOpt.Option option : given.options()) {
      switch (option.letter()) {
        case "h", "?" -> {
          return usage();
        }
        case "V" -> {
          process.out().print("hostname 3.23\n");
          return 0;
        }
        case "F" -> file = option.value();
        case "b" -> boot = true;
        default -> what = whatOf(option.letter());
      }
    }
    List<String> words = given.operands();
    boolean settable = what == What.HOST || what == What.DOMAIN || what == What.NIS;
    if (words.size() > 1 || (!words.isEmpty() && (!settable || file != null))) {
      return usage();
    }
    if (words.isEmpty() && file == null) {
      return show(what);
    }
    set(what, file == null ? words.getFirst() : read(file, boot));
    return 0;
  }

  private static What whatOf(String letter) {
    return switch (letter) {
      case "a" -> What.ALIASES;
      case "A" -> What.ALL_NAMES;
      case "d" -> What.DNS;
      case "f" -> What.FQDN;
      case "i" -> What.ADDRESSES;
      case "I" -> What.ALL_ADDRESSES;
      case "s" -> What.SHORT;
      default -> What.NIS;
    };
  }

  private int usage() throws FileException {
    process.err().print(USAGE);
    return WRONG_USAGE;
  }

  private CommandException failed(String message) {
    return new CommandException(1, program + ": " + message);
  }

  // ---- showing

  private int show(What what) throws FileException {
    String text = text(what);
    if (text != null) {
      process.out().print(text + "\n");
    }
    return 0;
  }

  private @Nullable String text(What what) {
    String host = machine.hostname();
    return switch (what) {
      case HOST -> host;
      case DOMAIN -> machine.domainName();
      case NIS -> nis();
      case SHORT -> host.replaceFirst("\\..*", "");
      case FQDN -> canonical(host);
      case DNS -> {
        String full = canonical(host);
        yield full.indexOf('.') < 0 ? null : full.substring(full.indexOf('.') + 1);
      }
      case ALIASES -> String.join(" ", aliases(host));
      case ADDRESSES -> addresses(host).stream().map(Ip::text).collect(Collectors.joining(" "));
      case ALL_ADDRESSES ->
          ownAddresses().stream().map(ip -> ip.text() + " ").collect(Collectors.joining());
      case ALL_NAMES -> allNames();
    };
  }

  private String nis() {
    if (machine.domainName().equals(NOT_SET) || machine.domainName().isEmpty()) {
      throw failed("Local domain name not set");
    }
    return machine.domainName();
  }

  private List<Ip> addresses(String host) {
    List<Ip> addresses = Hosts.of(process).addresses(host);
    if (addresses.isEmpty()) {
      throw failed("Name or service not known");
    }
    return addresses;
  }

  private String canonical(String host) {
    addresses(host);
    return Hosts.of(process).canonical(host);
  }

  private List<String> aliases(String host) {
    addresses(host);
    return Hosts.of(process).aliases(host);
  }

  private String allNames() {
    Hosts hosts = Hosts.of(process);
    StringBuilder names = new StringBuilder();
    for (Ip ip : ownAddresses()) {
      String name = hosts.name(ip);
      if (name != null) {
        names.append(name).append(' ');
      }
    }
    return names.toString();
  }

  /// The addresses of devices that are up, those of `lo` and of one link apart.
  private List<Ip> ownAddresses() {
    List<Ip> addresses = new ArrayList<>();
    for (Family family : Family.values()) {
      for (NetDevice device : process.netns().devices()) {
        if (device.isUp() && (device.flags() & DeviceFlags.LOOPBACK) == 0) {
          add(addresses, family, device);
        }
      }
    }
    return addresses;
  }

  private static void add(List<Ip> addresses, Family family, NetDevice device) {
    for (AddressSnapshot address : Addresses.of(device.netns()).snapshots(family, device)) {
      if (family == Family.IPV4 || !address.local().isLinkLocal()) {
        addresses.add(address.local());
      }
    }
  }

  // ---- setting

  private String read(String file, boolean boot) {
    try {
      String path = Files.absolute(process.directory(), file);
      String text = new String(process.files().read(path), StandardCharsets.UTF_8);
      return text.lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .findFirst()
          .orElse("");
    } catch (FileException e) {
      if (boot) {
        return machine.hostname().isEmpty() ? "localhost" : machine.hostname();
      }
      throw failed(Errno.ENOENT.text());
    }
  }

  private void set(What what, String name) {
    boolean isHost = what == What.HOST;
    if (isHost && !isValid(name)) {
      throw failed("the specified hostname is invalid");
    }
    if (name.length() > LONGEST) {
      throw failed("name too long");
    }
    if (isHost) {
      machine.hostname(name);
    } else {
      machine.domainName(name);
    }
  }

  /// Letters, digits, hyphens and dots, each label between letters or digits.
  private static boolean isValid(String name) {
    String label = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?";
    return name.matches(label + "(\\." + label + ")*");
  }
}
