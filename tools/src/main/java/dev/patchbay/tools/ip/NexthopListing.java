package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.route.NexthopSnapshot;
import dev.patchbay.stack.route.Nexthops;
import dev.patchbay.tools.iproute.Keywords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// `ip nexthop show` and `flush`: which ones, and what becomes of them.
final class NexthopListing {
  private static final Keywords WORDS =
      new Keywords("dev", "groups", "master", "vrf", "=id", "protocol", "fdb", "help");

  private final Session session;
  private final Nexthops nexthops;
  private @Nullable NetDevice device;
  private @Nullable NetDevice master;
  private boolean groups;
  private boolean all = true;
  private int protocol;
  private int id;

  private NexthopListing(Session session, Args args) {
    this.session = session;
    this.nexthops = Nexthops.of(session.netns());
    while (args.hasNext() && id == 0) {
      all = false;
      take(args.next(), args);
    }
  }

  private void take(String word, Args args) {
    String keyword = WORDS.find(word);
    switch (keyword) {
      case "dev" -> device = NexthopWords.device(session, args.next());
      case "groups" -> groups = true;
      case "master" -> master = NexthopWords.device(session, args.next());
      case "vrf" -> master = Vrfs.require(session, args.next(), "Invalid VRF\n");
      case "id" -> id = NexthopObject.id(args.next());
      case "protocol" -> protocol(args.next());
      case "fdb" -> {
        // The kernel shows all, whatever is said of forwarding databases.
      }
      case "help" -> throw Usage.of("nexthop");
      case null, default -> throw Args.invarg("", word);
    }
  }

  private void protocol(String word) {
    OptionalLong number = Numbers.u32(word, 0);
    if (number.isEmpty()) {
      throw Args.invarg("invalid protocol value", word);
    }
    protocol = (int) number.getAsLong();
  }

  private List<NexthopSnapshot> found() {
    return nexthops.snapshots().stream().filter(this::isMeant).toList();
  }

  private boolean isMeant(NexthopSnapshot nexthop) {
    Family asked = session.family().addresses();
    return (asked == null || asked == nexthop.family())
        && (!groups || nexthop.family() == null)
        && (device == null || device.index() == nexthop.deviceIndex())
        && (master == null || isUnder(master, nexthop))
        && (protocol == 0 || protocol == nexthop.protocol());
  }

  private boolean isUnder(NetDevice upper, NexthopSnapshot nexthop) {
    NetDevice lower = session.netns().device(nexthop.deviceIndex());
    return lower != null && lower.master() == upper;
  }

  static int show(Session session, Args args) throws FileException, NetlinkException {
    NexthopListing listing = new NexthopListing(session, args);
    print(session, listing.id == 0 ? listing.found() : List.of(listing.nexthops.get(listing.id)));
    return 0;
  }

  static void print(Session session, List<NexthopSnapshot> nexthops) throws FileException {
    NexthopText text = new NexthopText(session);
    session.output().begin();
    for (NexthopSnapshot nexthop : nexthops) {
      text.show(null, nexthop);
      session.output().text("\n");
    }
    session.output().end();
    session.flush();
  }

  /// Groups first, then what they were made of.
  static int flush(Session session, Args args) throws FileException, NetlinkException {
    NexthopListing listing = new NexthopListing(session, args);
    if (listing.id != 0) {
      listing.nexthops.delete(listing.id);
      return 0;
    }
    int flushed = 0;
    List<NexthopSnapshot> found = new ArrayList<>(listing.found());
    if (listing.all) {
      found.sort(Comparator.comparing(nexthop -> nexthop.family() != null));
    }
    for (NexthopSnapshot nexthop : found) {
      flushed += listing.remove(nexthop.id());
    }
    String told = flushed == 0 ? "Nothing to flush\n" : "Flushed " + flushed + " nexthops\n";
    session.text().append(told);
    session.print();
    return 0;
  }

  /// 1, or 0 when it has gone with another one.
  private int remove(int id) {
    try {
      nexthops.delete(id);
      return 1;
    } catch (NetlinkException e) {
      return 0;
    }
  }
}
