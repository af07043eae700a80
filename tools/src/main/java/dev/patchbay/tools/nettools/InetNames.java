package dev.patchbay.tools.nettools;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.tools.ping.Hosts;
import dev.patchbay.tools.ping.NumericAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names and addresses as net-tools reads and shows them: of hosts from `/etc/hosts`, of networks
/// from `/etc/networks`, of services from `/etc/services`.
final class InetNames {
  /// What a word means.
  ///
  /// @param isNetwork it is `default` or the name of a network
  record Meaning(Ip ip, boolean isNetwork) {}

  private final Process process;
  private final Hosts hosts;

  InetNames(Process process) {
    this.process = process;
    this.hosts = Hosts.of(process);
  }

  /// What the word means in IPv4 (`INET_resolve`), or null. Names of hosts go before names of
  /// networks if `hostFirst`.
  @Nullable Meaning find(String word, boolean hostFirst) {
    if (word.equals("default")) {
      return new Meaning(Ip.ANY4, true);
    }
    Ip figures = NumericAddress.parseV4(word);
    if (figures != null) {
      return new Meaning(figures, false);
    }
    Meaning host = host(word);
    Ip network = networks().get(word);
    Meaning named = network == null ? null : new Meaning(network, true);
    return (host != null && hostFirst) || named == null ? host : named;
  }

  private @Nullable Meaning host(String word) {
    for (Ip ip : hosts.addresses(word)) {
      if (ip.isV4()) {
        return new Meaning(ip, false);
      }
    }
    return null;
  }

  /// The IPv6 address of a host, or null.
  @Nullable Ip host6(String word) {
    Ip figures = Ip.parse(Family.IPV6, word);
    List<Ip> named = hosts.addresses(word).stream().filter(Ip::isV6).toList();
    return figures != null || named.isEmpty() ? figures : named.getFirst();
  }

  /// The name of a host, or its figures.
  String host(Ip ip, boolean numeric) {
    String name = numeric ? null : hosts.name(ip);
    return name == null ? ip.text() : name;
  }

  /// The name of a host, or null.
  @Nullable String nameOf(Ip ip) {
    return hosts.name(ip);
  }

  /// The name of a network, or its figures.
  String network(Ip ip, boolean numeric) {
    if (!numeric) {
      for (Map.Entry<String, Ip> network : networks().entrySet()) {
        if (network.getValue().equals(ip)) {
          return network.getKey();
        }
      }
    }
    return ip.text();
  }

  private Map<String, Ip> networks() {
    Map<String, Ip> networks = new LinkedHashMap<>();
    for (String[] words : lines("/etc/networks")) {
      Ip ip = words.length < 2 ? null : NumericAddress.parseV4(words[1]);
      if (ip != null) {
        networks.put(words[0], ip);
      }
    }
    return networks;
  }

  /// The name of a port of the protocol, or its number.
  String service(int port, String protocol, boolean numeric) {
    if (!numeric) {
      for (String[] words : lines("/etc/services")) {
        if (words.length > 1 && words[1].equals(port + "/" + protocol)) {
          return words[0];
        }
      }
    }
    return Integer.toString(port);
  }

  private List<String[]> lines(String path) {
    List<String[]> lines = new ArrayList<>();
    try {
      String text = new String(process.files().read(path), StandardCharsets.UTF_8);
      text.lines().forEach(line -> lines.add(line.replaceFirst("#.*", "").strip().split("\\s+")));
    } catch (FileException e) {
      return List.of();
    }
    return lines;
  }
}
