package dev.patchbay.tools.iptables;

import dev.patchbay.filter.AddressMask;
import dev.patchbay.filter.NameService;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what stands behind `-s` and `-d`: addresses, networks and names, several with commas
/// between them.
final class Hosts {
  private final Family family;
  private final NameService names;

  Hosts(Family family, NameService names) {
    this.family = family;
    this.names = names;
  }

  List<AddressMask> read(String text) {
    List<AddressMask> masks = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      for (AddressMask mask : readOne(part)) {
        masks.add(mask);
      }
    }
    return masks;
  }

  private List<AddressMask> readOne(String text) {
    int slash = text.indexOf('/');
    Ip mask = slash < 0 ? mask(family.bits()) : readMask(text.substring(slash + 1));
    String host = slash < 0 ? text : text.substring(0, slash);
    boolean isAny = mask.isUnspecified();
    List<Ip> addresses = isAny && figures(host) == null ? List.of(any()) : addresses(host);
    List<AddressMask> masks = new ArrayList<>();
    for (Ip address : addresses) {
      AddressMask one = new AddressMask(address, mask.hi(), mask.lo());
      if (!masks.contains(one)) {
        masks.add(one);
      }
    }
    return masks;
  }

  private Ip any() {
    return family == Family.IPV4 ? Ip.ANY4 : Ip.ANY6;
  }

  private Ip mask(int length) {
    AddressMask all = AddressMask.of(any(), length);
    return new Ip(family, all.maskHi(), all.maskLo());
  }

  private Ip readMask(String text) {
    Ip figures = Ip.parse(family, text);
    if (figures != null) {
      return figures;
    }
    Long length = Values.parse(text);
    if (length == null || length > family.bits()) {
      throw new Refusal("invalid mask `" + text + "' specified");
    }
    return mask(length.intValue());
  }

  private List<Ip> addresses(String host) {
    Ip figures = figures(host);
    if (figures != null) {
      return List.of(figures);
    }
    List<Ip> known = names.addresses(family, host);
    if (known.isEmpty()) {
      throw new Refusal("host/network `" + host + "' not found");
    }
    return known;
  }

  private @Nullable Ip figures(String host) {
    return family == Family.IPV4 ? parseShort(host) : Ip.parse(family, host);
  }

  /// An IPv4 address whose last parts may be missing: `10` is `10.0.0.0`.
  private static @Nullable Ip parseShort(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length > 4) {
      return null;
    }
    int bits = 0;
    for (int i = 0; i < 4; i++) {
      Long part = i < parts.length ? Values.parse(parts[i]) : Long.valueOf(0);
      if (part == null || part > 255 || (i < parts.length && parts[i].isEmpty())) {
        return null;
      }
      bits = bits << 8 | part.intValue();
    }
    return Ip.v4(bits);
  }
}
