package dev.patchbay.tools.ip;

import dev.patchbay.core.LinkSnapshot;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.AddressSnapshot;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.InetDevice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ip address show`: links, and below each its addresses.
final class AddressListing {
  private final Session session;
  private final ListingWords words;
  private final Output out;
  private final LinkText links;
  private final AddressText addresses;
  private final boolean withLinks;

  /// Whether the kernel is asked for the links of IPv6 only, of which it says less.
  private final boolean reduced;

  private AddressListing(Session session, Args args) {
    this.session = session;
    this.words = ListingWords.read(session, args);
    this.out = session.output();
    this.links = new LinkText(session, false);
    this.addresses = new AddressText(session);
    Options options = session.options();
    this.withLinks = options.brief || !options.oneline || session.family() == ProtocolFamily.LINK;
    this.reduced = options.family == ProtocolFamily.INET6 && words.device == null;
  }

  static int show(Session session, Args args) throws FileException {
    new AddressListing(session, args).show();
    session.flush();
    return 0;
  }

  private void show() {
    out.begin();
    NetDevice only = words.device;
    List<NetDevice> devices = only == null ? session.netns().devices() : List.of(only);
    if (session.family() != ProtocolFamily.BRIDGE) {
      for (NetDevice device : devices) {
        if (only != null || isSent(device)) {
          show(device);
        }
      }
    }
    out.end();
  }

  private boolean isSent(NetDevice device) {
    return reduced ? InetDevice.inet6(device) != null : words.links.isSent(device);
  }

  private void show(NetDevice device) {
    List<AddressSnapshot> all = addressesOf(device);
    if (!isWanted(all)) {
      return;
    }
    LinkSnapshot link = LinkSnapshot.of(device);
    out.openObject(null);
    int shown = showLink(link, device);
    if (shown >= 0 && session.family() != ProtocolFamily.LINK) {
      showAddresses(link, all);
    }
    if (shown > 0 && session.options().statistics > 0) {
      LinkCounters.ofLink(session, device).show();
      out.newline();
    }
    out.closeObject();
  }

  /// The addresses of the families asked for.
  private List<AddressSnapshot> addressesOf(NetDevice device) {
    Addresses table = Addresses.of(session.netns());
    @Nullable Family family = session.family().addresses();
    if (family != null) {
      return table.snapshots(family, device);
    }
    if (session.family() != ProtocolFamily.UNSPEC) {
      return List.of();
    }
    List<AddressSnapshot> all = new ArrayList<>(table.snapshots(Family.IPV4, device));
    all.addAll(table.snapshots(Family.IPV6, device));
    return all;
  }

  /// Links without any address are shown when no family was asked for, others when one address is.
  private boolean isWanted(List<AddressSnapshot> all) {
    if (session.family() == ProtocolFamily.LINK) {
      return true;
    }
    if (all.isEmpty()) {
      return session.family() == ProtocolFamily.UNSPEC;
    }
    for (AddressSnapshot address : all) {
      if (words.addresses.shows(address)) {
        return true;
      }
    }
    return false;
  }

  /// Returns less than 0 when the link is left out with all that is on it, and more than 0 when
  /// statistics may follow.
  private int showLink(LinkSnapshot link, NetDevice device) {
    if (!withLinks || words.links.label != null) {
      return 0;
    }
    if (reduced ? !words.links.showsReduced(link) : !words.links.shows(link)) {
      return -1;
    }
    if (session.options().brief) {
      links.brief(link, reduced);
      return 0;
    }
    if (reduced) {
      links.showReduced(link);
    } else {
      ProtocolFamily family = session.family();
      links.show(link, device, family == ProtocolFamily.UNSPEC || family == ProtocolFamily.LINK);
    }
    return 1;
  }

  private void showAddresses(LinkSnapshot link, List<AddressSnapshot> all) {
    out.openArray("addr_info");
    if (words.links.isUp(link)) {
      for (AddressSnapshot address : all) {
        out.openObject(null);
        if (words.addresses.shows(address)) {
          show(address);
        }
        out.closeObject();
      }
    }
    out.closeArray();
    if (session.options().brief) {
      out.text("\n");
    }
  }

  private void show(AddressSnapshot address) {
    if (session.options().brief) {
      addresses.brief(address);
    } else {
      addresses.show(address, session.options().oneline);
    }
  }
}
