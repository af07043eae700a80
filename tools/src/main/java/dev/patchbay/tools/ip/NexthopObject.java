package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.stack.route.Nexthops;
import dev.patchbay.tools.iproute.Keywords;
import java.util.List;
import java.util.OptionalLong;

/// `ip nexthop`: next hops with a number of their own, and groups of them.
final class NexthopObject {
  private static final Keywords COMMANDS =
      new Keywords(
          "add", "replace", "delete", "list", "show", "lst", "get", "flush", "bucket", "help");

  private static final int ENDED = 255;

  private NexthopObject() {}

  static int run(Session session, Args args) throws FileException, NetlinkException {
    if (!args.hasNext()) {
      return NexthopListing.show(session, args);
    }
    String word = args.next();
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(
          ENDED, "Command \"" + word + "\" is unknown, try \"ip nexthop help\".");
    }
    Nexthops nexthops = Nexthops.of(session.netns());
    switch (command) {
      case "add" -> nexthops.add(new NexthopWords(session).read(args), false);
      case "replace" -> nexthops.add(new NexthopWords(session).read(args), true);
      case "delete" -> {
        int id = new NexthopWords(session).read(args).id;
        if (id == 0) {
          throw new NetlinkException(Errno.EINVAL, "Nexthop id is missing.");
        }
        nexthops.delete(id);
      }
      case "list", "show", "lst" -> {
        return NexthopListing.show(session, args);
      }
      case "get" -> get(session, args);
      case "flush" -> {
        return NexthopListing.flush(session, args);
      }
      case "bucket" -> {
        return NexthopBuckets.run(session, args);
      }
      default -> throw Usage.of("nexthop");
    }
    return 0;
  }

  private static void get(Session session, Args args) throws FileException, NetlinkException {
    int id = 0;
    while (args.hasNext()) {
      if (!args.next().equals("id")) {
        throw Usage.of("nexthop");
      }
      id = id(args.next());
    }
    if (id == 0) {
      throw Usage.of("nexthop");
    }
    NexthopListing.print(session, List.of(Nexthops.of(session.netns()).get(id)));
  }

  /// The number of a nexthop.
  static int id(String word) {
    OptionalLong id = Numbers.u32(word, 0);
    if (id.isEmpty()) {
      throw Args.invarg("invalid id value", word);
    }
    return (int) id.getAsLong();
  }
}
