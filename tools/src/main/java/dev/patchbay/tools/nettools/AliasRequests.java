package dev.patchbay.tools.nettools;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.AddressIoctl;
import dev.patchbay.stack.address.AddressRequest;
import dev.patchbay.stack.address.AddressSnapshot;
import dev.patchbay.stack.address.Addresses;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// `ifconfig DEV add` and `del`: a further address, for IPv4 under the next free alias.
final class AliasRequests {
  private static final int MOST = 256;

  /// How flags are set, of an interface by its name.
  interface Flags {
    void change(String name, int set, int clear);
  }

  private final Process process;
  private final String parent;

  AliasRequests(Process process, String parent) {
    this.process = process;
    this.parent = parent;
  }

  /// Looks for an alias that has the address, and lifts it or takes it away. Without one, ifconfig
  /// makes one, even when it was to take it away. Returns 1 after a refusal.
  int inet(Ip ip, boolean add, Flags flags) {
    AddressSnapshot own = new AddressIoctl(process.netns(), parent).get();
    if (own == null) {
      process.complain("Interface " + parent + " not initialized");
      return 1;
    }
    BitSet taken = new BitSet();
    for (Interface one : Interface.all(process.netns())) {
      if (one.isAlias() && one.name().startsWith(parent)) {
        taken.set(IfconfigWords.atoi(one.name().substring(one.name().indexOf(':') + 1)) & 0xff);
        AddressSnapshot address = one.address();
        if (address != null && address.address().equals(ip)) {
          flags.change(one.name(), add ? DeviceFlags.UP : 0, add ? 0 : DeviceFlags.UP);
          return 0;
        }
      }
    }
    int number = taken.nextClearBit(0);
    return number < MOST ? make(parent + ":" + number, ip, own) : 1;
  }

  private int make(String label, Ip ip, AddressSnapshot own) {
    AddressIoctl alias = new AddressIoctl(process.netns(), label);
    Ip broadcast = own.broadcast();
    String call = "SIOCSIFADDR";
    try {
      alias.address(ip);
      call = "SIOCSIFNETMASK";
      alias.netmask(new Prefix(ip, own.prefixLength()).netmask());
      call = "SIOCSIFBRDADDR";
      alias.broadcast(broadcast == null ? Ip.ANY4 : broadcast);
      return 0;
    } catch (NetlinkException e) {
      process.complain(call + ": " + e.errno().text());
      return 1;
    }
  }

  /// Adds or takes away an IPv6 address. Returns 1 after a refusal.
  int inet6(String word, int prefixLength, boolean add) {
    Ip ip = Ip.parse(Family.IPV6, word);
    if (ip == null) {
      process.complain(word + ": Unknown host");
      return 1;
    }
    NetDevice device = new AddressIoctl(process.netns(), parent).device();
    Errno error = device == null ? Errno.ENODEV : request6(device, ip, prefixLength, add);
    if (error == null) {
      return 0;
    }
    String call = add ? "SIOCSIFADDR: " : "SIOCDIFADDR: ";
    process.complain((device == null ? "SIOGIFINDEX: " : call) + error.text());
    return 1;
  }

  private @Nullable Errno request6(NetDevice device, Ip ip, int prefixLength, boolean add) {
    AddressRequest request = new AddressRequest(Family.IPV6, device);
    request.local = ip;
    request.address = ip;
    request.prefixLength = prefixLength;
    Addresses addresses = Addresses.of(process.netns());
    try {
      if (add) {
        addresses.add(request);
      } else {
        addresses.delete(request);
      }
      return null;
    } catch (NetlinkException e) {
      return e.errno();
    }
  }
}
