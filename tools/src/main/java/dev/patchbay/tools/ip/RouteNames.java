package dev.patchbay.tools.ip;

import dev.patchbay.stack.address.Scope;
import dev.patchbay.stack.route.RouteProtocol;
import java.util.OptionalInt;

/// The names of routes' protocols and scopes: those the kernel's headers give, and those that
/// `/etc/iproute2/rt_protos` and `rt_scopes` add.
final class RouteNames {
  private RouteNames() {}

  static OptionalInt protocol(Session session, String word) {
    return orNamed(RouteProtocol.of(word), Names.PROTOCOLS, session, word);
  }

  static OptionalInt scope(Session session, String word) {
    return orNamed(Scope.of(word), Names.SCOPES, session, word);
  }

  private static OptionalInt orNamed(OptionalInt known, Names names, Session session, String word) {
    Integer named = known.isPresent() ? null : names.named(session, word);
    return named == null || named < 0 || named > 255 ? known : OptionalInt.of(named);
  }

  /// The protocol's name, or its number.
  static String protocol(Session session, int protocol) {
    return orNumber(RouteProtocol.word(protocol), Names.PROTOCOLS, session, protocol);
  }

  /// The scope's name, or its number.
  static String scope(Session session, int scope) {
    return orNumber(Scope.word(scope), Names.SCOPES, session, scope);
  }

  /// A number that the headers do not name may have one in the file.
  private static String orNumber(String word, Names names, Session session, int number) {
    return word.equals(Integer.toString(number)) ? names.name(session, number) : word;
  }
}
