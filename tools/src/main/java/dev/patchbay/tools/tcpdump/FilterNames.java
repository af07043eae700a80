package dev.patchbay.tools.tcpdump;

import dev.patchbay.core.file.Files;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.tools.ping.Hosts;
import dev.patchbay.trace.pcap.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What names in a filter stand for, from the files under `/etc`.
public final class FilterNames implements Names {
  private final Files files;
  private final Tables tables;

  /// The names in these files.
  public FilterNames(Files files) {
    this.files = files;
    this.tables = new Tables(files);
  }

  @Override
  public List<Ip> host(String name) {
    return Hosts.of(files).addresses(name);
  }

  @Override
  public int network(String name) {
    String number = tables.read("/etc/networks", 0, 1).get(name);
    Ip address = number == null ? null : Ip.parse(number);
    return address == null ? 0 : address.toInt();
  }

  @Override
  public int port(String name, String protocol) {
    String found = tables.byName("/etc/services", name, protocol);
    return found == null ? -1 : Integer.parseInt(found.replaceFirst("/.*", ""));
  }

  @Override
  public int protocol(String name) {
    String number = tables.byName("/etc/protocols", name, "");
    return number == null ? -1 : Integer.parseInt(number);
  }

  @Override
  public @Nullable Mac station(String name) {
    String address = tables.read("/etc/ethers", 1, 0).get(name);
    return address == null ? null : Mac.parse(address);
  }
}
