package dev.patchbay.tools.traceroute;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Routing;
import dev.patchbay.tools.ping.Destination;
import dev.patchbay.tools.ping.Resolver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The hosts that probes must pass (`-g`): the source route in their headers.
final class Gateways {
  private static final int MOST_IPV4 = 8;
  private static final int MOST_IPV6 = 127;

  /// What precedes the addresses: a NOP, so that these are aligned, then kind, length and pointer.
  private static final int HEAD = 4;

  private static final int ADDRESS = 4;

  private final List<String> words = new ArrayList<>();
  private final List<Ip> addresses = new ArrayList<>();

  /// Takes the words of an option, with commas between them.
  void add(String list) {
    if (!list.isEmpty()) {
      words.addAll(List.of(list.split(",", -1)));
    }
  }

  /// Finds the addresses that the words mean.
  void find(Resolver resolver, Family family) {
    int most = family == Family.IPV4 ? MOST_IPV4 : MOST_IPV6;
    if (words.size() > most) {
      throw Options.wrong("Too many gateways specified. No more than " + most);
    }
    for (String word : words) {
      addresses.add(address(resolver.find(word), word, family));
    }
  }

  private static Ip address(List<Destination> found, String word, Family family) {
    for (Destination one : found) {
      if (one.address().family() == family) {
        return one.address();
      }
    }
    String reason = found.isEmpty() ? Resolver.UNKNOWN : Resolver.NOT_OF_FAMILY;
    throw Options.wrong(word + ": " + reason + "\n");
  }

  boolean isEmpty() {
    return addresses.isEmpty();
  }

  /// The addresses, in the order in which they are to be passed.
  List<Ip> addresses() {
    return Collections.unmodifiableList(addresses);
  }

  /// Bytes of IPv6's routing header that leads over them; 0 without any.
  int routingLength() {
    return isEmpty() ? 0 : Ipv6Routing.HEADER + Ipv6.ADDRESS * addresses.size();
  }

  /// The option of an IPv4 header that leads over them to `destination`; empty without any.
  byte[] looseRoute(Ip destination) {
    if (isEmpty()) {
      return new byte[0];
    }
    byte[] option = new byte[HEAD + ADDRESS * (addresses.size() + 1)];
    option[0] = Ipv4.OPTION_NOP;
    option[1] = (byte) Ipv4.OPTION_LOOSE_ROUTE;
    option[2] = (byte) (option.length - 1);
    option[3] = HEAD;
    for (int i = 0; i < addresses.size(); i++) {
      addresses.get(i).write(option, HEAD + ADDRESS * i);
    }
    destination.write(option, option.length - ADDRESS);
    return option;
  }
}
