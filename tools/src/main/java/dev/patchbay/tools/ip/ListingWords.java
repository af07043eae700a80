package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.Scope;
import dev.patchbay.tools.iproute.Refusal;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The words of `ip link show`, `ip address show` and `ip address flush`: which links, and which of
/// their addresses.
final class ListingWords {
  final LinkFilter links = new LinkFilter();
  final AddressFilter addresses = new AddressFilter();

  /// The only device that is asked for, or null.
  @Nullable NetDevice device;

  private final Session session;
  private final String object;
  private @Nullable String deviceName;

  private ListingWords(Session session) {
    this.session = session;
    this.object = session.family() == ProtocolFamily.LINK ? "link" : "address";
  }

  /// Reads them to the end.
  static ListingWords read(Session session, Args args) {
    ListingWords words = new ListingWords(session);
    while (args.hasNext()) {
      words.take(args.next(), args);
    }
    words.findDevice();
    return words;
  }

  /// Whether the device was named, and not given by its number as `ifN`.
  boolean isNamed() {
    return deviceName != null && session.netns().device(deviceName) != null;
  }

  private void take(String word, Args args) {
    switch (word) {
      case "to" -> to(args.next());
      case "scope" -> scope(args.next());
      case "up" -> links.up = true;
      case "label" -> label(args.next());
      case "group" -> group(args.next());
      case "master" -> master(args.next());
      case "nomaster" -> noMaster();
      case "vrf" -> vrf(args.next());
      case "type" -> type(args.next());
      default -> {
        if (!addresses.takeFlag(word)) {
          device(word, args);
        }
      }
    }
  }

  private void to(String word) {
    Prefix prefix = InetText.prefix(word, session.family());
    if (InetText.isEverything(word)) {
      return;
    }
    addresses.prefix = prefix;
    if (session.family() == ProtocolFamily.UNSPEC) {
      session.family(ProtocolFamily.of(prefix.family()));
    }
  }

  private void scope(String word) {
    OptionalInt scope = Scope.of(word);
    if (scope.isEmpty() && !word.equals("all")) {
      throw Args.invarg("invalid \"scope\"\n", word);
    }
    addresses.scope = scope.isEmpty() ? null : scope.getAsInt();
  }

  private void label(String word) {
    links.label = word;
    addresses.label = word;
  }

  private void group(String word) {
    links.group = Names.GROUPS.number(session, word);
    if (links.group == null) {
      throw Args.invarg("Invalid \"group\" value\n", word);
    }
  }

  private void master(String word) {
    links.master = session.device(word);
    links.noMaster = false;
    if (links.master == null) {
      throw Args.invarg("Device does not exist\n", word);
    }
  }

  private void noMaster() {
    links.master = null;
    links.noMaster = true;
  }

  private void vrf(String word) {
    links.master = Vrfs.require(session, word, "Not a valid VRF name\n");
    links.noMaster = false;
  }

  private void type(String word) {
    links.kind = word;
    links.kindIsKnown = LinkObject.kind(session, word) != null;
  }

  private void device(String word, Args args) {
    String name = word;
    if (word.equals("dev")) {
      name = args.next();
    } else if (Args.matches(word, "help")) {
      throw Usage.of(object);
    }
    if (deviceName != null) {
      throw Args.garbage("dev", name);
    }
    deviceName = name;
  }

  private void findDevice() {
    if (deviceName != null) {
      device = session.device(deviceName);
      if (device == null) {
        throw new Refusal("Device \"" + deviceName + "\" does not exist.");
      }
    }
  }
}
