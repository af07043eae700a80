package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.AddressRequest;
import dev.patchbay.stack.address.AddressSnapshot;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.tools.iproute.Refusal;
import java.util.ArrayList;
import java.util.List;

/// `ip address flush`: removes the addresses that `show` would show.
final class AddressFlush {
  private final Session session;
  private final ListingWords words;
  private final Addresses table;

  private AddressFlush(Session session, Args args) {
    this.session = session;
    this.words = ListingWords.read(session, args);
    this.table = Addresses.of(session.netns());
  }

  static int flush(Session session, Args args) throws FileException {
    if (!args.hasNext()) {
      throw new Refusal("Flush requires arguments.");
    }
    if (session.family() == ProtocolFamily.LINK) {
      throw new Refusal("Cannot flush link addresses.");
    }
    return new AddressFlush(session, args).flush();
  }

  private int flush() throws FileException {
    Rounds rounds = new Rounds(session, "addresses");
    List<AddressSnapshot> found = found();
    while (rounds.begin(found.size())) {
      for (AddressSnapshot address : found) {
        remove(address);
      }
      // Addresses that take the place of removed ones are not what was asked for.
      found = words.addresses.wantsPrimary() ? List.of() : found();
    }
    return rounds.end(found.size());
  }

  private List<AddressSnapshot> found() {
    List<AddressSnapshot> found = new ArrayList<>();
    Family asked = session.family().addresses();
    for (Family family : Family.values()) {
      if (asked == null || asked == family) {
        collect(family, found);
      }
    }
    return found;
  }

  private void collect(Family family, List<AddressSnapshot> found) {
    for (AddressSnapshot address : table.snapshots(family)) {
      boolean onDevice = words.device == null || words.device.index() == address.deviceIndex();
      if (onDevice && words.addresses.shows(address)) {
        found.add(address);
        if (session.options().statistics > 1) {
          new AddressText(session).show(address, true);
        }
      }
    }
  }

  private void remove(AddressSnapshot address) {
    NetDevice device = session.netns().device(address.deviceIndex());
    if (device == null) {
      return;
    }
    AddressRequest request = new AddressRequest(address.family(), device);
    request.local = address.local();
    request.address = address.address();
    request.prefixLength = address.prefixLength();
    request.label = address.label();
    try {
      table.delete(request);
    } catch (NetlinkException e) {
      // It went with an earlier one, as secondary addresses do.
      return;
    }
  }
}
