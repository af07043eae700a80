package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.stack.route.RouteRequest;
import dev.patchbay.stack.route.Routes;
import dev.patchbay.tools.iproute.Keywords;

/// `ip route`: adds, removes, finds and shows routes.
final class RouteObject {
  private static final Keywords COMMANDS =
      new Keywords(
          "list",
          "show",
          "lst",
          "get",
          "add",
          "change",
          "=chg",
          "replace",
          "prepend",
          "append",
          "test",
          "delete",
          "flush",
          "save",
          "restore",
          "showdump",
          "help");

  private RouteObject() {}

  static int run(Session session, Args args) throws FileException, NetlinkException {
    boolean labels = session.family() == ProtocolFamily.MPLS;
    if (!args.hasNext()) {
      return labels ? MplsRoutes.show(session, args) : RouteListing.show(session, args);
    }
    String word = args.next();
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(
          255, "Command \"" + word + "\" is unknown, try \"ip route help\".");
    }
    if (labels) {
      return MplsRoutes.run(session, command, args);
    }
    return switch (command) {
      case "list", "show", "lst" -> RouteListing.show(session, args);
      case "get" -> RouteGet.run(session, args);
      case "add" -> put(session, RouteRequest.Mode.ADD, args);
      case "change", "chg" -> put(session, RouteRequest.Mode.CHANGE, args);
      case "replace" -> put(session, RouteRequest.Mode.REPLACE, args);
      case "prepend" -> put(session, RouteRequest.Mode.PREPEND, args);
      case "append" -> put(session, RouteRequest.Mode.APPEND, args);
      case "test" -> put(session, RouteRequest.Mode.TEST, args);
      case "delete" -> delete(session, args);
      case "flush" -> RouteListing.flush(session, args);
      case "help" -> throw Usage.of("route");
      case "save" -> RouteListing.save(session, args);
      case "restore" -> RouteDump.restore(session);
      default -> RouteDump.show(session);
    };
  }

  private static int put(Session session, RouteRequest.Mode mode, Args args)
      throws NetlinkException {
    Routes.of(session.netns()).add(new RouteWords(session, false).read(args), mode);
    return 0;
  }

  private static int delete(Session session, Args args) throws NetlinkException {
    Routes.of(session.netns()).delete(new RouteWords(session, true).read(args));
    return 0;
  }
}
