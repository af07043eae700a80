package dev.patchbay.stack.route;

import dev.patchbay.core.Announcement;
import dev.patchbay.packet.Family;

/// A rule is new or gone (`RTM_NEWRULE`, `RTM_DELRULE`).
public record RuleAnnouncement(Family family, RuleSnapshot rule, boolean gone)
    implements Announcement {
  @Override
  public String group() {
    return "rule";
  }
}
