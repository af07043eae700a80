package dev.patchbay.stack.ip6;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Sysctl;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// The files `net/ipv6/conf/X/stable_secret`: nothing can be read until a secret has been written,
/// and `all` has none (`addrconf_sysctl_stable_secret`).
final class StableSecretFiles {
  private static final int GROUPS = 8;

  /// The directory of a device, or `default`, or `all`.
  private record Directory(Netns netns, @Nullable Inet6Device device, boolean isAll) {
    @Nullable Ip secret() {
      return device == null ? Ip6Netns.of(netns).defaultSecret() : device.secret();
    }

    String read() throws FileException {
      Ip known = isAll ? null : secret();
      if (known == null) {
        throw new FileException(Errno.EIO);
      }
      return text(known);
    }

    void write(String text) throws FileException {
      Ip secret = isAll ? null : parse(text);
      if (secret == null) {
        throw new FileException(Errno.EIO);
      }
      if (device != null) {
        device.secret(secret);
        device.addressGenerationMode(Inet6Device.STABLE_PRIVACY);
        return;
      }
      Ip6Netns.of(netns).defaultSecret(secret);
      for (NetDevice one : netns.devices()) {
        Inet6Device inet = Inet6Device.of(one);
        if (inet != null) {
          inet.addressGenerationMode(Inet6Device.STABLE_PRIVACY);
        }
      }
    }
  }

  private StableSecretFiles() {}

  static void load(Machine machine) {
    Sysctl<Directory> file = Sysctl.of("stable_secret", Directory::read, Directory::write);
    machine
        .sysctls()
        .addPerDevice(
            "net/ipv6/conf", List.of(file), StableSecretFiles::names, StableSecretFiles::find);
  }

  private static List<String> names(Netns netns) {
    List<String> names = new ArrayList<>(List.of("all", "default"));
    for (NetDevice device : netns.devices()) {
      if (Inet6Device.of(device) != null) {
        names.add(device.name());
      }
    }
    return names;
  }

  private static @Nullable Directory find(Netns netns, String name) {
    if (name.equals("all") || name.equals("default")) {
      return new Directory(netns, null, name.equals("all"));
    }
    NetDevice device = netns.device(name);
    Inet6Device inet = device == null ? null : Inet6Device.of(device);
    return inet == null ? null : new Directory(netns, inet, false);
  }

  private static String text(Ip address) {
    String hex =
        HexFormat.of().toHexDigits(address.hi()) + HexFormat.of().toHexDigits(address.lo());
    StringJoiner groups = new StringJoiner(":");
    for (int i = 0; i < GROUPS; i++) {
      groups.add(hex.substring(4 * i, 4 * i + 4));
    }
    return groups.toString();
  }

  /// The address a text begins with; what follows it does not count.
  private static @Nullable Ip parse(String text) {
    int end = 0;
    while (end < text.length() && "0123456789abcdefABCDEF:.".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    Ip address = Ip.parse(text.substring(0, end));
    return address == null || address.isV4() ? null : address;
  }
}
