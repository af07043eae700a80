package dev.patchbay.tools.ip;

/// The names of scopes, or with `-Numeric` their numbers.
final class Scopes {
  private Scopes() {}

  static String name(Session session, int scope) {
    return session.options().numeric ? Integer.toString(scope) : RouteNames.scope(session, scope);
  }
}
