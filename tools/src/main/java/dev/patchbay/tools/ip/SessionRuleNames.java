package dev.patchbay.tools.ip;

import dev.patchbay.stack.route.RuleNames;

/// The names in rules as the session's files have them.
record SessionRuleNames(Session session) implements RuleNames {
  @Override
  public String table(int table) {
    return Names.TABLES.name(session, table);
  }

  @Override
  public String group(int group) {
    return Names.GROUPS.name(session, group);
  }

  @Override
  public String dsfield(int tos) {
    return Dsfield.word(session, tos);
  }

  @Override
  public String protocol(int protocol) {
    return IpProtocols.name(session, protocol);
  }

  @Override
  public boolean isNumeric() {
    return session.options().numeric;
  }

  @Override
  public boolean isDetailed() {
    return session.options().details;
  }
}
