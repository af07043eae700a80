package dev.patchbay.stack.ip6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The labels of IPv6 prefixes in a namespace (`ip addrlabel`, net/ipv6/addrlabel.c): source and
/// destination should have the same (RFC 6724 section 5, rule 6).
public final class AddressLabels implements NetnsPart {
  /// The label of an address that is in none of the prefixes.
  public static final int NONE = -1;

  /// A prefix, perhaps on one device only (its index, or 0), and its label without a sign.
  public record Label(Prefix prefix, int device, int value) {
    private boolean isLike(Label other) {
      return device == other.device && prefix.equals(other.prefix);
    }

    private boolean isFor(long hi, long lo, int index) {
      return (device == 0 || device == index) && prefix.contains(hi, lo) && kind(prefix, hi, lo);
    }

    /// A prefix of addresses that stand for IPv4's, or of the loopback address, is for those only.
    private static boolean kind(Prefix prefix, long hi, long lo) {
      return !isMapped(prefix) || (hi == 0 && lo >>> 32 == 0xffff);
    }
  }

  private static final Key<AddressLabels> KEY = new Key<>(AddressLabels::new);
  private static final int MAPPED_PREFIX = 96;
  private static final String[] FIRST = {
    "::/0 1",
    "fc00::/7 5",
    "fec0::/10 11",
    "2002::/16 2",
    "3ffe::/16 12",
    "2001::/32 6",
    "2001:10::/28 7",
    "::ffff:0:0/96 4",
    "::/96 3",
    "::1/128 0"
  };

  /// Those of a namespace in which nobody has changed them.
  private static final List<Label> DEFAULTS = defaults();

  private List<Label> labels = DEFAULTS;

  private AddressLabels(Netns netns) {}

  /// The labels of the namespace.
  public static AddressLabels of(Netns netns) {
    return netns.part(KEY);
  }

  private static List<Label> defaults() {
    List<Label> all = new ArrayList<>();
    for (String line : FIRST) {
      String[] words = line.split(" ", 2);
      insert(all, new Label(Prefix.of(words[0]), 0, Integer.parseInt(words[1])));
    }
    return List.copyOf(all);
  }

  /// In the order in which they are asked.
  public List<Label> all() {
    return List.copyOf(labels);
  }

  /// The label of an address on the device of that index.
  int label(long hi, long lo, int device) {
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).isFor(hi, lo, device)) {
        return labels.get(i).value();
      }
    }
    return NONE;
  }

  /// Whether the prefix's address stands for one of IPv4.
  private static boolean isMapped(Prefix prefix) {
    Ip address = prefix.address();
    return address.hi() == 0 && address.lo() >>> 32 == 0xffff && prefix.length() >= MAPPED_PREFIX;
  }

  /// Gives a prefix a label, on one device only if that is said.
  ///
  /// @throws NetlinkException `EEXIST` when it has one, `EINVAL` for a part of the addresses that
  ///   stand for IPv4's
  public void add(Prefix prefix, @Nullable NetDevice device, int value) throws NetlinkException {
    checkFamily(prefix);
    Label label = new Label(prefix.network(), device == null ? 0 : device.index(), value);
    if (isMapped(label.prefix()) && prefix.length() > MAPPED_PREFIX) {
      throw new NetlinkException(Errno.EINVAL);
    }
    List<Label> more = new ArrayList<>(labels);
    if (!insert(more, label)) {
      throw new NetlinkException(Errno.EEXIST);
    }
    labels = more;
  }

  private static void checkFamily(Prefix prefix) throws NetlinkException {
    if (prefix.address().isV4()) {
      throw new NetlinkException(Errno.EINVAL, "Attribute failed policy validation.");
    }
  }

  /// Puts it before the first that is as long and for all devices, or shorter; false when one of
  /// the same prefix stands before that place.
  private static boolean insert(List<Label> all, Label label) {
    for (int i = 0; i < all.size(); i++) {
      Label one = all.get(i);
      int own = label.prefix().length();
      int its = one.prefix().length();
      if (one.isLike(label)) {
        return false;
      }
      if ((its == own && one.device() == 0) || its < own) {
        all.add(i, label);
        return true;
      }
    }
    all.add(label);
    return true;
  }

  /// Takes a prefix's label away.
  ///
  /// @throws NetlinkException `ESRCH` when it has none
  public void delete(Prefix prefix, @Nullable NetDevice device) throws NetlinkException {
    checkFamily(prefix);
    Label meant = new Label(prefix.network(), device == null ? 0 : device.index(), 0);
    List<Label> rest = new ArrayList<>(labels);
    for (Label one : labels) {
      if (one.isLike(meant)) {
        rest.remove(one);
        labels = rest;
        return;
      }
    }
    throw new NetlinkException(Errno.ESRCH);
  }
}
