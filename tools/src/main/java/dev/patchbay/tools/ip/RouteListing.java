package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.route.RouteExceptions;
import dev.patchbay.stack.route.RouteSnapshot;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.Routes;
import dev.patchbay.tools.iproute.Refusal;
import java.util.ArrayList;
import java.util.List;

/// `ip route show` and `ip route flush`.
final class RouteListing {
  private static final int REFUSED = 2;

  private final Session session;
  private final RouteSelector selector;
  private final Routes routes;

  private RouteListing(Session session, Args args) {
    this.session = session;
    this.selector = RouteSelector.read(session, args);
    this.routes = Routes.of(session.netns());
  }

  // ---- show

  static int show(Session session, Args args) throws FileException {
    RouteListing listing = new RouteListing(session, args);
    session.output().begin();
    try {
      List<RouteSnapshot> found = listing.shown();
      RouteText text = new RouteText(session, listing.selector);
      found.forEach(text::show);
    } catch (NetlinkException e) {
      session.complain(Session.answer(e) + "\nDump terminated");
      return REFUSED;
    }
    session.output().end();
    session.flush();
    return 0;
  }

  static int save(Session session, Args args) throws FileException {
    NetlinkDump.Writer writer = NetlinkDump.begin(session, RouteDump.MAGIC);
    RouteListing listing = new RouteListing(session, args);
    boolean filtered = listing.selector.table != RouteTable.UNSPEC;
    try {
      return RouteDump.save(session, writer, listing.shown(), filtered);
    } catch (NetlinkException e) {
      session.complain(Session.answer(e) + "\nDump terminated");
      return REFUSED;
    }
  }

  /// What is found; a table main that has had no route yet counts as empty.
  private List<RouteSnapshot> shown() throws NetlinkException {
    try {
      return found();
    } catch (NetlinkException e) {
      if (selector.table == RouteTable.MAIN && e.errno() == Errno.ENOENT) {
        return List.of();
      }
      throw e;
    }
  }

  private List<RouteSnapshot> found() throws NetlinkException {
    List<RouteSnapshot> found = new ArrayList<>();
    for (Family family : Family.values()) {
      if (selector.isAsked(family)) {
        for (RouteSnapshot route : routes(family)) {
          if (selector.shows(route)) {
            found.add(route);
          }
        }
      }
    }
    return found;
  }

  private List<RouteSnapshot> routes(Family family) throws NetlinkException {
    return selector.cached ? routes.learnt(family) : routes.snapshots(family, selector.table);
  }

  // ---- flush

  static int flush(Session session, Args args) throws FileException {
    if (!args.hasNext()) {
      throw new Refusal("\"ip route flush\" requires arguments.");
    }
    return new RouteListing(session, args).flush();
  }

  private int flush() throws FileException {
    boolean tells = session.options().statistics > 0;
    if (selector.cached && session.family() != ProtocolFamily.INET6) {
      RouteExceptions.of(session.netns(), Family.IPV4).flush();
      session.output().text(tells ? "*** IPv4 routing cache is flushed.\n" : "");
      return 0;
    }
    if (selector.cached) {
      RouteExceptions.of(session.netns(), Family.IPV6).flush();
    }
    try {
      return flushRounds();
    } catch (NetlinkException e) {
      session.complain(Session.answer(e) + "\nFlush terminated");
      return REFUSED;
    }
  }

  private int flushRounds() throws FileException, NetlinkException {
    Rounds rounds = new Rounds(session, "entries");
    List<RouteSnapshot> found = toFlush();
    while (rounds.begin(found.size())) {
      for (RouteSnapshot route : found) {
        remove(route);
      }
      found = toFlush();
    }
    return rounds.end(found.size());
  }

  private List<RouteSnapshot> toFlush() throws NetlinkException {
    List<RouteSnapshot> found = found();
    if (session.options().statistics > 1) {
      RouteText text = new RouteText(session, selector);
      found.forEach(text::show);
    }
    return found;
  }

  private void remove(RouteSnapshot route) {
    try {
      routes.delete(ShownRoute.request(session.netns(), route));
    } catch (NetlinkException e) {
      // It went with another one, or cannot go: the next round tells.
      return;
    }
  }
}
