package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Prefix;
import dev.patchbay.tools.iproute.Keywords;
import org.jspecify.annotations.Nullable;

/// `ip tcp_metrics`: what TCP remembers of its peers, which is nothing while there is no TCP.
final class TcpMetricsObject {
  private static final Keywords COMMANDS =
      new Keywords("show", "list", "lst", "delete", "flush", "help");

  private TcpMetricsObject() {}

  static int run(Session session, Args args) throws NetlinkException {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(
          255, "Command \"" + word + "\" is unknown, try \"ip tcp_metrics help\".");
    }
    switch (command) {
      case "help" -> throw Usage.of("tcp_metrics");
      case "delete" -> {
        if (selected(session, args) == null) {
          throw Args.required("address");
        }
        throw new NetlinkException(Errno.ESRCH);
      }
      case "flush" -> selected(session, args);
      default -> show(session, args);
    }
    return 0;
  }

  /// Of one address the kernel is asked; of others it tells what it has.
  private static void show(Session session, Args args) throws NetlinkException {
    Prefix address = selected(session, args);
    if (address != null && address.isHost()) {
      throw new NetlinkException(Errno.ESRCH);
    }
    session.output().begin();
    session.output().end();
  }

  /// The prefix that is named, or null.
  private static @Nullable Prefix selected(Session session, Args args) {
    Prefix address = null;
    while (args.hasNext()) {
      String word = args.next();
      if (word.equals("src") || word.equals("source")) {
        InetText.prefix(args.next(), session.family());
        continue;
      }
      if (Args.matches(word, "address")) {
        word = args.next();
      }
      address = InetText.prefix(word, session.family());
    }
    return address;
  }
}
