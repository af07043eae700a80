package dev.patchbay.filter;

import dev.patchbay.core.Catalogue;
import dev.patchbay.core.Modules;
import dev.patchbay.packet.Family;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The matches and targets there are, by the words of the command line.
public final class Extensions {
  /// Other words for matches, most of them names of protocols.
  private static final Map<String, String> SYNONYMS =
      Map.of("icmpv6", "icmp6", "ipv6-icmp", "icmp6");

  private final Catalogue<MatchKind> matches =
      new Catalogue<>(ServiceLoader.load(MatchKind.class, Extensions.class.getClassLoader()));
  private final Catalogue<TargetKind> targets =
      new Catalogue<>(ServiceLoader.load(TargetKind.class, Extensions.class.getClassLoader()));

  /// The match of that name, or null.
  public @Nullable MatchKind match(Family family, String word) {
    String name = SYNONYMS.getOrDefault(word, word);
    MatchKind kind = matches.find(name);
    return kind != null && kind.name().equals(name) && kind.speaks(family) ? kind : null;
  }

  /// The target of that name, or null.
  public @Nullable TargetKind target(Family family, String word) {
    TargetKind kind = targets.find(word);
    return kind != null && kind.name().equals(word) && kind.speaks(family) ? kind : null;
  }

  /// The names of the matches of a family that modules hold which are loaded, once a form
  /// (`/proc/net/ip_tables_matches`).
  public List<String> loadedMatches(Family family, Modules modules) {
    return loaded(matches.all(), family, modules);
  }

  /// The same of targets (`/proc/net/ip_tables_targets`).
  public List<String> loadedTargets(Family family, Modules modules) {
    return loaded(targets.all(), family, modules);
  }

  private static List<String> loaded(
      List<? extends Extension> all, Family family, Modules modules) {
    return all.stream()
        .filter(
            one -> one.speaks(family) && !one.isSynonym() && modules.isLoaded(one.module(family)))
        .flatMap(one -> Stream.generate(one::name).limit(revisions(one.name(), family)))
        .toList();
  }

  /// How many forms of an extension the kernel knows, the ones for older programs included; the
  /// first form of some was for IPv4 alone.
  private static int revisions(String name, Family family) {
    int oldest = family == Family.IPV4 ? 1 : 0;
    return switch (name) {
      case "addrtype", "TPROXY" -> 1 + oldest;
      case "bpf", "recent", "CONNMARK" -> 2;
      case "SNAT", "DNAT" -> 2 + oldest;
      case "conntrack", "hashlimit", "CT" -> 3;
      case "socket", "SET" -> 3 + oldest;
      case "NFQUEUE" -> 4;
      case "set" -> 4 + oldest;
      default -> 1;
    };
  }
}
