package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.neighbour.NeighbourRequest;
import dev.patchbay.stack.neighbour.NeighbourSnapshot;
import dev.patchbay.stack.neighbour.Neighbours;
import dev.patchbay.tools.iproute.Refusal;
import java.util.ArrayList;
import java.util.List;

/// `ip neighbour show` and `ip neighbour flush`.
final class NeighbourListing {
  private final Session session;
  private final NeighbourSelector selector;
  private final Neighbours neighbours;

  private NeighbourListing(Session session, boolean flush, Args args) {
    this.session = session;
    this.selector = NeighbourSelector.read(session, flush, args);
    this.neighbours = Neighbours.of(session.netns());
  }

  static int show(Session session, Args args) throws FileException {
    NeighbourListing listing = new NeighbourListing(session, false, args);
    session.output().begin();
    NeighbourText text = new NeighbourText(session, listing.selector.device == null);
    listing.found().forEach(text::show);
    session.output().end();
    session.flush();
    return 0;
  }

  private List<NeighbourSnapshot> found() {
    List<NeighbourSnapshot> found = new ArrayList<>();
    for (Family family : Family.values()) {
      if (selector.isAsked(family)) {
        List<NeighbourSnapshot> all =
            selector.proxy ? neighbours.proxies(family) : neighbours.snapshots(family);
        for (NeighbourSnapshot neighbour : all) {
          if (selector.shows(neighbour)) {
            found.add(neighbour);
          }
        }
      }
    }
    return found;
  }

  static int flush(Session session, Args args) throws FileException {
    if (!args.hasNext()) {
      throw new Refusal("Flush requires arguments.");
    }
    return new NeighbourListing(session, true, args).flush();
  }

  private int flush() throws FileException {
    Rounds rounds = new Rounds(session, "entries");
    List<NeighbourSnapshot> found = toFlush();
    while (rounds.begin(found.size())) {
      for (NeighbourSnapshot neighbour : found) {
        remove(neighbour);
      }
      selector.leaveFailed();
      found = toFlush();
    }
    return rounds.end(found.size());
  }

  private List<NeighbourSnapshot> toFlush() {
    List<NeighbourSnapshot> found = found();
    if (session.options().statistics > 1) {
      found.forEach(new NeighbourText(session, selector.device == null)::show);
    }
    return found;
  }

  private void remove(NeighbourSnapshot neighbour) {
    NeighbourRequest request =
        new NeighbourRequest(neighbour.ip(), session.netns().device(neighbour.ifindex()));
    request.proxy = neighbour.proxy();
    try {
      neighbours.delete(request);
    } catch (NetlinkException e) {
      // It is gone already.
      return;
    }
  }
}
