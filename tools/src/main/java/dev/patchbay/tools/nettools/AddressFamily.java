package dev.patchbay.tools.nettools;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The address families that net-tools has words for, in the order of its help. Those of the lab
/// are [#INET], [#INET6] and [#UNIX].
enum AddressFamily {
  UNIX("UNIX Domain", 1, false),
  INET("DARPA Internet", 2, true),
  INET6("IPv6", 10, true),
  AX25("AMPR AX.25", 3, true),
  NETROM("AMPR NET/ROM", 6, true),
  ROSE("AMPR ROSE", 11, true),
  IPX("Novell IPX", 4, true),
  DDP("Appletalk DDP", 5, true),
  EC("Econet", 19, false),
  ASH("Ash", 18, false),
  X25("CCITT X.25", 9, true);

  private final String title;
  private final int number;
  private final boolean hasRoutes;

  AddressFamily(String title, int number, boolean hasRoutes) {
    this.title = title;
    this.number = number;
    this.hasRoutes = hasRoutes;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return title;
  }

  /// `AF_…`.
  int number() {
    return number;
  }

  /// Whether net-tools knows routes of it.
  boolean hasRoutes() {
    return hasRoutes;
  }

  /// The family called so, or null.
  static @Nullable AddressFamily ofWord(String word) {
    return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst().orElse(null);
  }

  /// How the help lists them: all, or those with routes only.
  static String list(boolean withRoutes) {
    List<String> entries =
        Arrays.stream(values())
            .filter(family -> family.hasRoutes || !withRoutes)
            .map(family -> family.word() + " (" + family.title + ") ")
            .toList();
    return UsageText.inThrees(entries);
  }
}
