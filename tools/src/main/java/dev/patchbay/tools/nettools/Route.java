package dev.patchbay.tools.nettools;

import dev.patchbay.core.Command;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.GetOpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `route`: shows and changes routing tables.
public final class Route implements Command {
  static final int WRONG_USAGE = 3;

  private static final String USAGE =
      """
      Usage: route [-nNvee] [-FC] [<AF>]           List kernel routing tables
             route [-v] [-FC] {add|del|flush} ...  Modify routing table for AF.

             route {-h|--help} [<AF>]              Detailed usage syntax for specified AF.
             route {-V|--version}                  Display version/author and exit.

              -v, --verbose            be verbose
              -n, --numeric            don't resolve names
              -e, --extend             display other/more information
              -F, --fib                display Forwarding Information Base (default)
              -C, --cache              display routing cache instead of FIB

        <AF>=Use -4, -6, '-A <af>' or '--<af>'; default: inet
        List of possible address families (which support routing):
      """;

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("extend", GetOpt.Long.flag("e"));
    LONGS.put("verbose", GetOpt.Long.flag("v"));
    LONGS.put("version", GetOpt.Long.flag("V"));
    LONGS.put("numeric", GetOpt.Long.flag("n"));
    LONGS.put("symbolic", GetOpt.Long.flag("N"));
    LONGS.put("protocol", GetOpt.Long.with("A"));
    LONGS.put("cache", GetOpt.Long.flag("C"));
    LONGS.put("fib", GetOpt.Long.flag("F"));
    LONGS.put("help", GetOpt.Long.flag("h"));
    FamilyOption.addTo(LONGS);
  }

  /// How the command is to show.
  private record Options(
      int extent, boolean numeric, boolean fib, boolean cache, AddressFamily family) {}

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt given = new GetOpt("route", "A:eCFhnN64Vv?", LONGS);
    try {
      // -net and -host are words, not options.
      given.parse(args.rest().stream().map(Route::disguised).toList());
    } catch (GetOpt.Wrong wrong) {
      process.complain(wrong.message());
      return usage(process, 0);
    }
    FamilyOption family = new FamilyOption();
    int extent = 1;
    for (GetOpt.Option option : given.options()) {
      switch (option.letter()) {
        case "e" -> extent++;
        case "h", "?" -> {
          return usage(process, 0);
        }
        case "V" -> {
          return version(process);
        }
        default -> {
          String refusal = family.take(option);
          if (refusal != null) {
            process.complain(refusal);
            return 1;
          }
        }
      }
    }
    boolean cache = has(given, "C");
    boolean fib = !cache || has(given, "F");
    AddressFamily chosen = family.chosen(AddressFamily.INET);
    Options options = new Options(extent, has(given, "n"), fib, cache, chosen);
    if (!chosen.hasRoutes()) {
      process.complain("No routing for address family `" + chosen.word() + "'.");
      return WRONG_USAGE;
    }
    List<String> words = given.operands();
    return words.isEmpty() ? show(process, options) : edit(process, options, words);
  }

  private static String disguised(String word) {
    return word.equals("-net") || word.equals("-host") ? "#" + word.substring(1) : word;
  }

  private static boolean has(GetOpt given, String letter) {
    return given.options().stream().anyMatch(option -> option.letter().equals(letter));
  }

  private static int usage(Process process, int status) throws FileException {
    return new UsageText(process, status).text(USAGE).list(AddressFamily.list(true)).status();
  }

  private static int version(Process process) throws FileException {
    process.out().print(UsageText.VERSION + "+NEW_ADDRT +RTF_IRTT +RTF_REJECT +I18N +SELINUX\n");
    process.out().print(UsageText.BUILT_WITH.formatted(""));
    return 0;
  }

  private static int show(Process process, Options options) throws FileException {
    @Nullable InetNames names = options.numeric() ? null : new InetNames(process);
    boolean isInet = options.family() == AddressFamily.INET;
    if (!isInet && options.family() != AddressFamily.INET6) {
      process.complain("route: no support for `" + options.family().title() + "' on this system.");
      return 1;
    }
    Netns netns = process.netns();
    if (options.fib()) {
      process
          .out()
          .print(
              isInet
                  ? RouteTableText.of(netns, options.extent(), names)
                  : RouteTable6Text.of(netns, names));
      if (isInet && !RouteTableText.exists(netns)) {
        return 1;
      }
    }
    if (options.cache()) {
      process.out().print(isInet ? RouteTableText.cache(options.extent()) : RouteTable6Text.CACHE);
    }
    return 0;
  }

  private static int edit(Process process, Options options, List<String> words)
      throws FileException {
    String action = words.getFirst();
    Args rest = new Args(words.subList(1, words.size()));
    boolean isInet = options.family() == AddressFamily.INET;
    return switch (action) {
      case "add" ->
          isInet
              ? new InetRouteWords(process).edit(rest, true)
              : new Inet6RouteWords(process).edit(rest, true);
      case "del", "delete" ->
          isInet
              ? new InetRouteWords(process).edit(rest, false)
              : new Inet6RouteWords(process).edit(rest, false);
      case "flush" -> {
        process.complain("Flushing `" + options.family().word() + "' routing table not supported");
        yield isInet
            ? InetRouteWords.usage(process, WRONG_USAGE)
            : Inet6RouteWords.usage(process, WRONG_USAGE);
      }
      default -> usage(process, WRONG_USAGE);
    };
  }
}
