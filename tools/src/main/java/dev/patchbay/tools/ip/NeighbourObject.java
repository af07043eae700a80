package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.stack.neighbour.NeighbourRequest;
import dev.patchbay.stack.neighbour.NeighbourSnapshot;
import dev.patchbay.stack.neighbour.Neighbours;
import dev.patchbay.tools.iproute.Keywords;

/// `ip neighbour`: sets, removes and shows the addresses of neighbours on the link.
final class NeighbourObject {
  private static final Keywords COMMANDS =
      new Keywords(
          "add", "change", "=chg", "replace", "delete", "get", "show", "lst", "list", "flush",
          "help");

  private NeighbourObject() {}

  static int run(Session session, Args args) throws FileException, NetlinkException {
    if (!args.hasNext()) {
      return NeighbourListing.show(session, args);
    }
    String word = args.next();
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(
          255, "Command \"" + word + "\" is unknown, try \"ip neigh help\".");
    }
    switch (command) {
      case "add" -> neighbours(session).add(NeighbourWords.request(session, args));
      case "change", "chg" -> neighbours(session).change(NeighbourWords.request(session, args));
      case "replace" -> neighbours(session).replace(NeighbourWords.request(session, args));
      case "delete" -> neighbours(session).delete(NeighbourWords.request(session, args));
      case "get" -> get(session, args);
      case "flush" -> {
        return NeighbourListing.flush(session, args);
      }
      case "help" -> throw Usage.of("neighbour");
      default -> {
        return NeighbourListing.show(session, args);
      }
    }
    return 0;
  }

  private static Neighbours neighbours(Session session) {
    return Neighbours.of(session.netns());
  }

  private static void get(Session session, Args args) throws FileException, NetlinkException {
    NeighbourRequest request = NeighbourWords.question(session, args);
    NeighbourSnapshot found = neighbours(session).get(request);
    // The real one does not begin JSON here.
    new NeighbourText(session, true).show(found);
    session.flush();
  }
}
