package dev.patchbay.tools.nettools;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.route.RouteIoctl;
import org.jspecify.annotations.Nullable;

/// The words of `route add` and `route del` for IPv6.
final class Inet6RouteWords {
  private static final int NOT_FOUND = 6;
  private static final int REFUSED = 7;
  private static final int BITS = 128;

  private static final String USAGE =
      """
      Usage: inet6_route [-vF] del Target
             inet6_route [-vF] add Target [gw Gw] [metric M] [[dev] If]
             inet6_route [-FC] flush      NOT supported
      """;

  /// The words are wrong: the usage follows.
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong() {
      super(null, null, false, false);
    }
  }

  private final Process process;
  private Prefix destination = new Prefix(Ip.ANY6, 0);
  private @Nullable Ip gateway;
  private @Nullable String device;
  private int metric = 1;

  Inet6RouteWords(Process process) {
    this.process = process;
  }

  /// Prints the usage; returns the status.
  static int usage(Process process, int status) throws FileException {
    return new UsageText(process, status).text(USAGE).status();
  }

  /// Adds the route or takes it away; returns the exit status.
  int edit(Args args, boolean add) throws FileException {
    try {
      read(args);
    } catch (Wrong wrong) {
      return usage(process, Route.WRONG_USAGE);
    }
    NetDevice out = device == null ? null : process.netns().device(device);
    if (device != null && out == null) {
      return refused("SIOGIFINDEX", Errno.ENODEV);
    }
    RouteIoctl ioctl = new RouteIoctl(process.netns());
    RouteIoctl.Message message =
        new RouteIoctl.Message(destination, destination.length() == BITS, gateway, out, metric);
    try {
      if (add) {
        ioctl.add(message);
      } else {
        ioctl.delete(message);
      }
      return 0;
    } catch (NetlinkException e) {
      return refused(add ? "SIOCADDRT" : "SIOCDELRT", e.errno());
    }
  }

  private int refused(String call, Errno error) {
    process.complain(call + ": " + error.text());
    return REFUSED;
  }

  private void read(Args args) throws Wrong {
    destination = target(next(args));
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "metric" -> {
          String value = next(args);
          if (!value.matches("[0-9].*")) {
            throw new Wrong();
          }
          metric = IfconfigWords.atoi(value);
        }
        case "gw", "gateway" -> gateway(next(args));
        case "mod", "dyn" -> {}
        case "device", "dev" -> device(next(args));
        default -> {
          if (args.hasNext()) {
            throw new Wrong();
          }
          device(word);
        }
      }
    }
  }

  private void device(String name) throws Wrong {
    if (device != null) {
      throw new Wrong();
    }
    device = name;
  }

  private static String next(Args args) throws Wrong {
    if (!args.hasNext()) {
      throw new Wrong();
    }
    return args.next();
  }

  private Prefix target(String word) throws Wrong {
    if (word.equals("default")) {
      return new Prefix(Ip.ANY6, 0);
    }
    int slash = word.indexOf('/');
    int length = slash < 0 ? BITS : IfconfigWords.atoi(word.substring(slash + 1));
    if (length < 0 || length > BITS) {
      throw new Wrong();
    }
    String host = slash < 0 ? word : word.substring(0, slash);
    Ip ip = new InetNames(process).host6(host);
    if (ip == null) {
      process.complain("getaddrinfo: " + host + ": -2");
      throw new CommandException(1, host + ": Unknown host");
    }
    return new Prefix(ip, length);
  }

  private void gateway(String word) throws Wrong {
    if (gateway != null) {
      throw new Wrong();
    }
    gateway = Ip.parse(Family.IPV6, word);
    if (gateway == null) {
      throw new CommandException(NOT_FOUND, word + ": Resolver Error 0 (no error)");
    }
  }
}
