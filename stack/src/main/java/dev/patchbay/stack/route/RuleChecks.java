package dev.patchbay.stack.route;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Prefix;
import org.jspecify.annotations.Nullable;

/// What a request for a rule must keep to (`validate_rulemsg`, `fib_nl2rule`), in the kernel's
/// order.
final class RuleChecks {
  private static final int LAST_PORT = 0xfffe;
  private static final int NOBODY = -1;

  private RuleChecks() {}

  private static NetlinkException invalid(String message) {
    return new NetlinkException(Errno.EINVAL, message);
  }

  /// Throws when the request can be no rule, at this priority.
  static void check(RuleRequest request, int priority) throws NetlinkException {
    checkAddress(request.from, request, "Invalid source address.");
    checkAddress(request.to, request, "Invalid dst address.");
    checkTarget(request, priority);
    if (request.l3mdev && request.table != RouteTable.UNSPEC) {
      throw invalid("l3mdev and table are mutually exclusive.");
    }
    Rule.Range users = request.users;
    if (users != null
        && (users.first() == NOBODY
            || users.last() == NOBODY
            || Integer.compareUnsigned(users.first(), users.last()) > 0)) {
      throw invalid("Invalid uid range.");
    }
    checkPorts(request.sourcePorts, "Invalid sport range.");
    checkPorts(request.destinationPorts, "Invalid dport range.");
  }

  private static void checkAddress(@Nullable Prefix prefix, RuleRequest request, String message)
      throws NetlinkException {
    if (prefix != null && prefix.length() != 0 && prefix.family() != request.family) {
      throw invalid(message);
    }
  }

  private static void checkTarget(RuleRequest request, int priority) throws NetlinkException {
    Integer target = request.target;
    boolean leadsOn = request.action == RuleAction.GOTO;
    if (target != null && !leadsOn) {
      throw invalid("Unexpected goto.");
    }
    if (target == null && leadsOn) {
      throw invalid("Missing goto target for action goto.");
    }
    if (target != null && Integer.compareUnsigned(target, priority) <= 0) {
      throw invalid("Backward goto not supported.");
    }
  }

  private static void checkPorts(Rule.@Nullable Range ports, String message)
      throws NetlinkException {
    boolean sound =
        ports == null
            || (ports.first() != 0 && ports.first() <= ports.last() && ports.last() <= LAST_PORT);
    if (!sound) {
      throw invalid(message);
    }
  }
}
