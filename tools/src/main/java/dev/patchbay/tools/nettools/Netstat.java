package dev.patchbay.tools.nettools;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.GetOpt;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `netstat`: shows sockets, routes, interfaces, groups and counters.
public final class Netstat implements Command {
  private static final int WRONG_USAGE = 3;
  private static final long ROUND = 1_000_000_000;

  private static final String USAGE =
      """
      usage: netstat [-vWeenNcCF] [<Af>] -r         netstat {-V|--version|-h|--help}
             netstat [-vWnNcaeol] [<Socket> ...]
             netstat { [-vWeenNac] -i | [-cnNe] -M | -s [-6tuw] }

              -r, --route              display routing table
              -i, --interfaces         display interface table
              -g, --groups             display multicast group memberships
              -s, --statistics         display networking statistics (like SNMP)
              -M, --masquerade         display masqueraded connections

              -v, --verbose            be verbose
              -W, --wide               don't truncate IP addresses
              -n, --numeric            don't resolve names
              --numeric-hosts          don't resolve host names
              --numeric-ports          don't resolve port names
              --numeric-users          don't resolve user names
              -N, --symbolic           resolve hardware names
              -e, --extend             display other/more information
              -p, --programs           display PID/Program name for sockets
              -o, --timers             display timers
              -c, --continuous         continuous listing

              -l, --listening          display listening server sockets
              -a, --all                display all sockets (default: connected)
              -F, --fib                display Forwarding Information Base (default)
              -C, --cache              display routing cache instead of FIB
              -Z, --context            display SELinux security context for sockets

        <Socket>={-t|--tcp} {-u|--udp} {-U|--udplite} {-S|--sctp} {-w|--raw}
                 {-x|--unix} --ax25 --ipx --netrom
        <AF>=Use '-6|-4' or '-A <af>' or '--<af>'; default: inet
        List of possible address families (which support routing):
      """;

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    FamilyOption.addTo(LONGS);
    LONGS.put("version", GetOpt.Long.flag("V"));
    LONGS.put("interfaces", GetOpt.Long.flag("i"));
    LONGS.put("help", GetOpt.Long.flag("h"));
    LONGS.put("route", GetOpt.Long.flag("r"));
    LONGS.put("sctp", GetOpt.Long.flag("S"));
    LONGS.put("tcp", GetOpt.Long.flag("t"));
    LONGS.put("udp", GetOpt.Long.flag("u"));
    LONGS.put("udplite", GetOpt.Long.flag("U"));
    LONGS.put("raw", GetOpt.Long.flag("w"));
    LONGS.put("unix", GetOpt.Long.flag("x"));
    LONGS.put("l2cap", GetOpt.Long.flag("2"));
    LONGS.put("rfcomm", GetOpt.Long.flag("f"));
    LONGS.put("listening", GetOpt.Long.flag("l"));
    LONGS.put("all", GetOpt.Long.flag("a"));
    LONGS.put("groups", GetOpt.Long.flag("g"));
    LONGS.put("timers", GetOpt.Long.flag("o"));
    LONGS.put("continuous", GetOpt.Long.flag("c"));
    LONGS.put("extend", GetOpt.Long.flag("e"));
    LONGS.put("programs", GetOpt.Long.flag("p"));
    LONGS.put("verbose", GetOpt.Long.flag("v"));
    LONGS.put("statistics", GetOpt.Long.flag("s"));
    LONGS.put("wide", GetOpt.Long.flag("W"));
    LONGS.put("numeric", GetOpt.Long.flag("n"));
    LONGS.put("numeric-hosts", GetOpt.Long.flag("numeric-hosts"));
    LONGS.put("numeric-ports", GetOpt.Long.flag("numeric-ports"));
    LONGS.put("numeric-users", GetOpt.Long.flag("numeric-users"));
    LONGS.put("symbolic", GetOpt.Long.flag("N"));
    LONGS.put("cache", GetOpt.Long.flag("C"));
    LONGS.put("fib", GetOpt.Long.flag("F"));
    LONGS.put("masquerade", GetOpt.Long.flag("M"));
    LONGS.put("protocol", GetOpt.Long.with("A"));
    LONGS.put("context", GetOpt.Long.flag("Z"));
  }

  /// What the options say.
  ///
  /// @param letters those that were given
  /// @param extent 1, and one more for each `-e`
  record Options(Set<String> letters, FamilyOption families, int extent) {
    boolean has(String letter) {
      return letters.contains(letter);
    }

    boolean numericHosts() {
      return has("n") || has("numeric-hosts");
    }

    boolean numericPorts() {
      return has("n") || has("numeric-ports");
    }
  }

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt given = new GetOpt("netstat", "A:CFMacdeghilnNoprsStuUVv?wxWZ2f64", LONGS);
    try {
      given.parse(args.rest());
    } catch (GetOpt.Wrong wrong) {
      process.complain(wrong.message());
      return usage(process, WRONG_USAGE);
    }
    FamilyOption families = new FamilyOption();
    Set<String> letters = new LinkedHashSet<>();
    int extent = 1;
    for (GetOpt.Option option : given.options()) {
      letters.add(option.letter());
      extent += option.letter().equals("e") ? 1 : 0;
      String refusal = families.take(option);
      if (refusal != null) {
        process.complain(refusal);
        return 1;
      }
    }
    return run(process, new Options(letters, families, extent));
  }

  private static int run(Process process, Options options) throws FileException {
    if (options.has("h") || options.has("?")) {
      return usage(process, 0);
    }
    if (options.has("V")) {
      return version(process);
    }
    if (options.has("Z")) {
      process.complain("SELinux is not enabled on this machine.");
      return 1;
    }
    if (options.has("2") || options.has("f")) {
      process.complain("netstat: feature `AF BLUETOOTH' not supported.");
      process.complain(
          "Please recompile `net-tools' with newer kernel source or full configuration.");
      return 1;
    }
    long tables = Set.of("i", "r", "s", "M").stream().filter(options.letters()::contains).count();
    if (tables > 1) {
      return usage(process, WRONG_USAGE);
    }
    return repeat(process, options);
  }

  /// Once, or with `-c` again and again, each a second after the other.
  private static int repeat(Process process, Options options) throws FileException {
    if (options.has("i")) {
      process.out().print("Kernel Interface table\n");
    }
    int status = show(process, options);
    while (options.has("c")) {
      process.flush();
      process.sleep(ROUND);
      status = show(process, options);
    }
    return status;
  }

  private static int show(Process process, Options options) throws FileException {
    if (options.has("r")) {
      return routes(process, options);
    }
    if (options.has("i")) {
      interfaces(process, options);
      return 0;
    }
    if (options.has("s")) {
      return new StatisticsText(process, options).show();
    }
    if (options.has("M")) {
      process.complain("netstat: no support for `ip_masquerade' on this system.");
      return 1;
    }
    return new SocketList(process, options).show();
  }

  private static int usage(Process process, int status) throws FileException {
    return new UsageText(process, status).text(USAGE).list(AddressFamily.list(true)).status();
  }

  private static int version(Process process) throws FileException {
    process
        .out()
        .print(
            UsageText.VERSION
                + "Fred Baumgarten, Alan Cox, Bernd Eckenfels, Phil Blundell, Tuan Hoang, Brian"
                + " Micek and others\n"
                + "+NEW_ADDRT +RTF_IRTT +RTF_REJECT +FW_MASQUERADE +I18N +SELINUX\n");
    process.out().print(UsageText.BUILT_WITH.formatted(""));
    return 0;
  }

  private static int routes(Process process, Options options) throws FileException {
    // netstat's first table is route's second, and the other way round.
    int extent = options.extent() == 1 ? 2 : options.extent() == 2 ? 1 : options.extent();
    @Nullable InetNames names = options.numericHosts() ? null : new InetNames(process);
    FamilyOption families = options.families();
    int status = 0;
    for (AddressFamily family : AddressFamily.values()) {
      boolean isChosen = families.isEmpty() ? family == AddressFamily.INET : families.has(family);
      if (options.has("x") || (isChosen && !family.hasRoutes())) {
        process.complain("No routing for address family `unix'.");
        return WRONG_USAGE;
      }
      if (isChosen && family == AddressFamily.INET) {
        process
            .out()
            .print(
                options.has("C")
                    ? RouteTableText.cache(extent)
                    : RouteTableText.of(process.netns(), extent, names));
        status = options.has("C") || RouteTableText.exists(process.netns()) ? status : 1;
      } else if (isChosen && family == AddressFamily.INET6) {
        process
            .out()
            .print(
                options.has("C")
                    ? RouteTable6Text.CACHE
                    : RouteTable6Text.of(process.netns(), names));
      }
    }
    return status;
  }

  private static void interfaces(Process process, Options options) throws FileException {
    boolean isLong = options.has("e");
    if (!isLong) {
      process.out().print("Iface            " + InterfaceText.SHORT_HEAD);
    }
    for (Interface one : Interface.all(process.netns())) {
      if (one.isUp() || options.has("a")) {
        process.out().print(isLong ? InterfaceText.paragraph(one) : InterfaceText.line(one));
      }
    }
  }
}
