package dev.patchbay.tools.conntrack;

import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.ConnectionSnapshot;
import dev.patchbay.filter.conntrack.Extras;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a command makes of a connection: its mark, status, state, time and labels.
record Change(Request request) {
  private static final String NOT_ALLOWED =
      "sorry, you must be root or get CAP_NET_ADMIN capability to do this";
  private static final String BUSY = "Device or resource busy";
  private static final int LABELS = 128;

  /// Whether anything of the connection would be another.
  boolean changes(ConnectionSnapshot flow) {
    Flows flows = request.flows;
    int status = flows.status == null ? 0 : flows.status;
    return (flows.mark != null && mark(flow.mark()) != flow.mark())
        || (flow.status() & status) != status
        || (flows.state != null && !flows.state.equals(flow.state()))
        || (request.timeout != null && request.timeout != flow.seconds())
        || changesLabels(flow);
  }

  private boolean changesLabels(ConnectionSnapshot flow) {
    if (request.has(Option.LABEL_ADD)) {
      return !request.labels.stream().allMatch(flow::hasLabel);
    }
    return request.has(Option.LABEL_DEL)
        && (request.labels.isEmpty()
            ? flow.labelsHi() != 0 || flow.labelsLo() != 0
            : request.labels.stream().anyMatch(flow::hasLabel));
  }

  private int mark(int before) {
    Flows flows = request.flows;
    return flows.mark == null ? before : (before & ~flows.markMask) ^ flows.mark;
  }

  /// Why the connection in the table cannot be changed like that, or null.
  @Nullable String refusal(Connection connection) {
    if (request.timeout != null && connection.has(Connection.FIXED_TIMEOUT)) {
      return NOT_ALLOWED;
    }
    return isExpected(connection) ? BUSY : null;
  }

  /// Refuses what no connection can be told.
  void checkStatus(Connection connection) {
    if (isExpected(connection)) {
      throw Usage.failed(BUSY);
    }
  }

  /// Whether it is to be one that another called for and is not, which only the kernel knows.
  private boolean isExpected(Connection connection) {
    Integer status = request.flows.status;
    return status != null
        && (status & Connection.EXPECTED) != 0
        && !connection.has(Connection.EXPECTED);
  }

  /// Changes it, its time excepted.
  void make(Connection connection) {
    Flows flows = request.flows;
    connection.mark(mark(connection.mark()));
    connection.set(flows.status == null ? 0 : flows.status);
    if (flows.state != null) {
      connection.state(flows.state);
    }
    if (request.has(Option.LABEL_ADD)) {
      Extras extras = connection.needExtras();
      request.labels.forEach(extras::label);
    } else if (request.has(Option.LABEL_DEL)) {
      unlabel(connection.needExtras(), request.labels);
    }
  }

  private static void unlabel(Extras extras, Set<Integer> labels) {
    for (int label = 0; label < LABELS; label++) {
      if (labels.isEmpty() || labels.contains(label)) {
        extras.unlabel(label);
      }
    }
  }
}
