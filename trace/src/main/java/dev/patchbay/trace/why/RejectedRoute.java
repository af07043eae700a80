package dev.patchbay.trace.why;

import dev.patchbay.core.Journey;
import dev.patchbay.core.Journeys.Dropped;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.ip.IpStages;
import dev.patchbay.stack.route.FibEntry;
import dev.patchbay.stack.route.RouteTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A route (blackhole, unreachable, prohibit) or a rule that forbids the way.
final class RejectedRoute implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Answer here = entry(evidence, evidence.from(), evidence.destination());
    if (here != null) {
      return here;
    }
    for (Journey.Entry drop : evidence.entries()) {
      Evidence.Found<IpStages.Routed> way =
          drop.stage() instanceof Dropped ? evidence.before(drop, IpStages.Routed.class) : null;
      Netns netns = way == null ? null : evidence.netns(drop);
      Ip to = way == null ? null : Ip.parse(way.stage().destination());
      if (way != null && netns != null && to != null) {
        String rule = way.stage().isMissing() ? way.stage().rule() : null;
        Answer answer = rule == null ? entry(evidence, netns, to) : rule(evidence, netns, rule);
        if (answer != null) {
          return answer;
        }
      }
    }
    return null;
  }

  private static @Nullable Answer entry(Evidence evidence, Netns netns, Ip to) {
    FibEntry entry = Atlas.rejection(netns, to);
    if (entry == null) {
      return null;
    }
    boolean all = entry.destination().length() == 0;
    String prefix = all ? "default" : entry.destination().text();
    String words = entry.type().word() + " " + prefix;
    String table =
        entry.table() == RouteTable.MAIN ? "" : " table " + RouteTable.word(entry.table());
    String command = entry.destination().address().isV4() ? "ip route del " : "ip -6 route del ";
    return new Answer(
        evidence.name(netns) + " has a route that forbids the way: " + words + table,
        "the route is not to be there, or not for this destination",
        List.of(evidence.in(netns, command + words + table)));
  }

  private static Answer rule(Evidence evidence, Netns netns, String rule) {
    String priority = rule.substring(0, rule.indexOf(':'));
    String family = evidence.destination().isV4() ? "ip" : "ip -6";
    return new Answer(
        evidence.name(netns) + " forbids the way by its policy rule " + rule,
        "the rule is not to match this traffic",
        List.of(evidence.in(netns, family + " rule del pref " + priority)));
  }
}
