package dev.patchbay.tools.nettools;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.route.RouteIoctl;
import org.jspecify.annotations.Nullable;

/// The words of `route add` and `route del` for IPv4.
final class InetRouteWords {
  private static final int NOT_FOUND = 6;
  private static final int REFUSED = 7;
  private static final int LEAST_MSS = 64;
  private static final int MOST_MSS = 65536;
  private static final int LEAST_WINDOW = 128;

  private static final String USAGE =
      """
      Usage: inet_route [-vF] del {-host|-net} Target[/prefix] [gw Gw] [metric M] [[dev] If]
             inet_route [-vF] add {-host|-net} Target[/prefix] [gw Gw] [metric M]
                                    [netmask N] [mss Mss] [window W] [irtt I]
                                    [mod] [dyn] [reinstate] [[dev] If]
             inet_route [-vF] add {-host|-net} Target[/prefix] [metric M] reject
             inet_route [-FC] flush      NOT supported
      """;

  /// The words are wrong; the message, if any, goes before the usage.
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message, null, false, false);
    }
  }

  private final Process process;
  private final InetNames names;
  private Ip destination = Ip.ANY4;
  private @Nullable Ip mask;
  private String maskWord = "";
  private @Nullable Ip gateway;
  private @Nullable String device;
  private boolean isHost;
  private boolean isReject;
  private int metric;
  private int mss;
  private int window;
  private int irtt;

  InetRouteWords(Process process) {
    this.process = process;
    this.names = new InetNames(process);
  }

  /// Prints the usage; returns the status.
  static int usage(Process process, int status) throws FileException {
    return new UsageText(process, status).text(USAGE).status();
  }

  /// Adds the route or takes it away; returns the exit status.
  int edit(Args args, boolean add) throws FileException {
    if (!args.hasNext()) {
      return usage(process, 0);
    }
    try {
      read(args);
      checkMask();
    } catch (Wrong wrong) {
      if (!String.valueOf(wrong.getMessage()).isEmpty()) {
        process.complain("route: " + wrong.getMessage());
      }
      return usage(process, Route.WRONG_USAGE);
    }
    return request(add);
  }

  private int request(boolean add) {
    RouteIoctl ioctl = new RouteIoctl(process.netns());
    RouteIoctl.Entry entry =
        new RouteIoctl.Entry(
            destination, mask, isHost, isReject, gateway, device, metric, mss, window, irtt);
    try {
      if (add) {
        ioctl.add(entry);
      } else {
        ioctl.delete(entry);
      }
      return 0;
    } catch (NetlinkException e) {
      process.complain((add ? "SIOCADDRT: " : "SIOCDELRT: ") + e.errno().text());
      return REFUSED;
    }
  }

  // ---- the words

  private void read(Args args) throws Wrong {
    boolean isNet = args.accept("#net");
    boolean isNamedHost = !isNet && args.accept("#host");
    String target = next(args);
    int slash = target.indexOf('/');
    if (slash >= 0) {
      mask = maskOf(target.substring(slash + 1));
      target = target.substring(0, slash);
    }
    InetNames.Meaning meaning = find(target, isNamedHost);
    destination = meaning.ip();
    isHost = isNamedHost || (!isNet && !meaning.isNetwork() && mask == null);
    while (args.hasNext()) {
      word(args.next(), args);
    }
    if (isHost && mask != null && !isNamedHost) {
      isHost = false;
    }
  }

  private static String next(Args args) throws Wrong {
    if (!args.hasNext()) {
      throw new Wrong("");
    }
    return args.next();
  }

  private static Ip maskOf(String bits) throws Wrong {
    if (!bits.matches("[0-9]{1,9}")) {
      throw new Wrong("");
    }
    int length = Integer.parseInt(bits);
    if (length > 32) {
      // C shifts by as many bits as the processor's counter holds.
      return Ip.v4(-1 << (32 - length));
    }
    return new Prefix(Ip.ANY4, length).netmask();
  }

  private InetNames.Meaning find(String word, boolean hostFirst) {
    InetNames.Meaning meaning = names.find(word, hostFirst);
    if (meaning == null) {
      throw new CommandException(NOT_FOUND, word + ": Unknown host");
    }
    return meaning;
  }

  private void word(String word, Args args) throws Wrong {
    switch (word) {
      case "metric" -> metric = number(next(args)) + 1;
      case "netmask" -> netmask(next(args));
      case "gw", "gateway" -> gateway(next(args));
      case "mss", "mtu" -> mss(next(args));
      case "window" -> window(next(args));
      case "irtt" -> irtt = IfconfigWords.atoi(next(args));
      case "reject" -> isReject = true;
      case "mod", "dyn", "reinstate" -> {}
      case "device", "dev" -> {
        if (device != null) {
          throw new Wrong("");
        }
        device = next(args);
      }
      default -> {
        if (device != null || args.hasNext()) {
          throw new Wrong("");
        }
        device = word;
      }
    }
  }

  private static int number(String word) throws Wrong {
    if (!word.matches("[0-9].*")) {
      throw new Wrong("");
    }
    return IfconfigWords.atoi(word);
  }

  private void netmask(String word) throws Wrong {
    if (mask != null) {
      throw new Wrong("");
    }
    maskWord = word;
    mask = find(word, false).ip();
  }

  private void gateway(String word) throws Wrong {
    if (gateway != null) {
      throw new Wrong("");
    }
    InetNames.Meaning meaning = find(word, true);
    if (meaning.isNetwork()) {
      throw new Wrong(word + ": cannot use a NETWORK as gateway!");
    }
    gateway = meaning.ip();
  }

  private void mss(String word) throws Wrong {
    mss = IfconfigWords.atoi(word);
    if (mss < LEAST_MSS || mss > MOST_MSS) {
      throw new Wrong("Invalid MSS/MTU.");
    }
  }

  private void window(String word) throws Wrong {
    window = IfconfigWords.atoi(word);
    if (window < LEAST_WINDOW) {
      throw new Wrong("Invalid window.");
    }
  }

  private void checkMask() throws Wrong {
    if (mask == null || mask.isUnspecified()) {
      return;
    }
    int missing = ~mask.toInt();
    if (isHost && missing != 0) {
      throw new Wrong("netmask %08x doesn't make sense with host route".formatted(missing));
    }
    if ((missing & (missing + 1)) != 0) {
      throw new Wrong("bogus netmask " + maskWord);
    }
    if ((destination.toInt() & missing) != 0) {
      throw new Wrong("netmask doesn't match route address");
    }
  }
}
