package dev.patchbay.tools.nettools;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.AddressIoctl;
import dev.patchbay.stack.address.AddressSnapshot;
import dev.patchbay.stack.address.Addresses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What net-tools takes for an interface: a device, or an alias of one, which has an address and no
/// counters.
///
/// @param name the device's, or the label
/// @param address the first IPv4 address of that label, or null
record Interface(String name, NetDevice device, @Nullable AddressSnapshot address) {
  /// `eth2` before `eth10`.
  private static final Comparator<String> BY_NUMBER = Interface::compare;

  /// The interface of this name, or null when there is no such device.
  static @Nullable Interface find(Netns netns, String name) {
    AddressIoctl named = new AddressIoctl(netns, name);
    NetDevice device = named.device();
    return device == null ? null : new Interface(name, device, named.get());
  }

  /// All interfaces by name.
  static List<Interface> all(Netns netns) {
    TreeSet<String> names = new TreeSet<>(BY_NUMBER);
    netns.devices().forEach(device -> names.add(device.name()));
    for (AddressSnapshot address : Addresses.of(netns).snapshots(Family.IPV4)) {
      names.add(address.label() == null ? address.device() : address.label());
    }
    List<Interface> all = new ArrayList<>();
    for (String name : names) {
      Interface found = find(netns, name);
      if (found != null) {
        all.add(found);
      }
    }
    return all;
  }

  /// Compares letter by letter, and runs of digits by the number they make (`nstrcmp`).
  private static int compare(String a, String b) {
    int at = 0;
    while (at < a.length() && at < b.length() && a.charAt(at) == b.charAt(at)) {
      at++;
    }
    boolean digits = isDigit(a, at) && isDigit(b, at);
    while (digits && at > 0 && isDigit(a, at - 1)) {
      at--;
    }
    int byNumber = digits ? Long.compare(number(a, at), number(b, at)) : 0;
    return byNumber != 0 ? byNumber : a.compareTo(b);
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static long number(String text, int from) {
    int to = from;
    while (isDigit(text, to)) {
      to++;
    }
    return Long.parseLong(text, from, to, 10);
  }

  boolean isAlias() {
    return name.indexOf(':') >= 0;
  }

  boolean isUp() {
    return has(DeviceFlags.UP);
  }

  /// The flags that fit into the sixteen bits of the old requests.
  int flags() {
    return (short) device.shownFlags();
  }

  boolean has(int flag) {
    return (device.shownFlags() & flag) != 0;
  }
}
