package dev.patchbay.stack.address;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Sysctl;
import dev.patchbay.core.SysctlTree;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files of `/proc/sys/net/ipv4/conf` and `ipv6/conf`, and those that mean the same.
final class ConfFiles {
  /// One directory of `conf`, and the namespace it belongs to.
  private record Directory(NetnsSettings where, Settings settings, @Nullable InetDevice device) {
    void write(Setting setting, int value) throws FileException {
      if (device != null) {
        device.checkSetting(setting, value);
      }
      where.write(device, settings, setting, value);
    }
  }

  private ConfFiles() {}

  static void add(Machine machine) {
    SysctlTree tree = machine.sysctls();
    addFamily(tree, "net/ipv4/conf", Family.IPV4, Ipv4Setting.values());
    addFamily(tree, "net/ipv6/conf", Family.IPV6, Ipv6Setting.values());
    Sysctl<Directory> forwarding = file(Ipv4Setting.FORWARDING, "ip_forward");
    tree.add("net/ipv4", List.of(forwarding), netns -> find(netns, Family.IPV4, "all"));
    Sysctl<SettingsInheritance> inherit =
        Sysctl.integer(
            "devconf_inherit_init_net", 0, 2, SettingsInheritance::mode, SettingsInheritance::mode);
    tree.add(
        "net/core",
        List.of(inherit),
        netns -> netns == machine.initialNetns() ? SettingsInheritance.of(machine) : null);
  }

  private static void addFamily(
      SysctlTree tree, String directory, Family family, Setting[] settings) {
    List<Sysctl<Directory>> files = new ArrayList<>(settings.length);
    for (Setting setting : settings) {
      files.add(file(setting, setting.file()));
    }
    tree.addPerDevice(
        directory,
        files,
        netns -> names(netns, family),
        (netns, name) -> find(netns, family, name));
  }

  private static List<String> names(Netns netns, Family family) {
    List<String> names = new ArrayList<>(List.of("all", "default"));
    for (NetDevice device : netns.devices()) {
      if (InetDevice.of(device, family) != null) {
        names.add(device.name());
      }
    }
    return names;
  }

  private static @Nullable Directory find(Netns netns, Family family, String name) {
    NetnsSettings where = NetnsSettings.of(netns, family);
    if (name.equals("all")) {
      return new Directory(where, where.all(), null);
    }
    if (name.equals("default")) {
      return new Directory(where, where.defaults(), null);
    }
    NetDevice device = netns.device(name);
    InetDevice part =
        device == null || !device.name().equals(name) ? null : InetDevice.of(device, family);
    return part == null ? null : new Directory(where, part.settings(), part);
  }

  private static Sysctl<Directory> file(Setting setting, String name) {
    if (setting.isReadOnly()) {
      return Sysctl.readOnly(name, directory -> read(directory, setting));
    }
    return Sysctl.of(
        name,
        directory -> read(directory, setting),
        (directory, text) -> directory.write(setting, parse(directory, setting, text)));
  }

  private static String read(Directory directory, Setting setting) {
    int value = directory.settings().value(setting);
    return setting.isUnsigned() ? Integer.toUnsignedString(value) : Integer.toString(value);
  }

  private static int parse(Directory directory, Setting setting, String text) throws FileException {
    if (setting.isUnsigned()) {
      return parseUnsigned(setting, text);
    }
    int most = setting.max();
    if (setting == Ipv6Setting.MTU) {
      InetDevice device = directory.device();
      most = device == null ? most : device.device().mtu();
    }
    return Sysctl.parse(text, setting.min(), most);
  }

  private static int parseUnsigned(Setting setting, String text) throws FileException {
    try {
      int value = Integer.parseUnsignedInt(text.strip());
      if (Integer.compareUnsigned(value, setting.min()) >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new FileException(Errno.EINVAL);
    }
    throw new FileException(Errno.EINVAL);
  }
}
