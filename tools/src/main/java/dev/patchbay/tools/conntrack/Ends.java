package dev.patchbay.tools.conntrack;

import dev.patchbay.filter.conntrack.Conntrack;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import org.jspecify.annotations.Nullable;

/// The two directions of a flow that the parameters describe: what they do not say of one follows
/// from the other.
record Ends(Flows flows) {
  /// The first packet of the flow.
  Tuple original() {
    Tuple original = isOriginal() ? first() : inverted(answer());
    original.zone = zone(flows.originalZone);
    return original;
  }

  /// What answers it, once it is translated.
  Tuple reply() {
    Tuple reply = flows.replySource != null && isOriginal() ? answer() : inverted(original());
    reply.zone = zone(flows.replyZone);
    if (isMessage()) {
      reply.source = inverted(original()).source;
      reply.destination = inverted(original()).destination;
    }
    Flows.Translated destination = flows.destination;
    if (destination != null) {
      reply.sourceHi = destination.address().hi();
      reply.sourceLo = destination.address().lo();
      reply.source = destination.port() == null ? reply.source : destination.port();
    }
    Flows.Translated source = flows.source;
    if (source != null) {
      reply.destinationHi = source.address().hi();
      reply.destinationLo = source.address().lo();
      reply.destination = source.port() == null ? reply.destination : source.port();
    }
    return reply;
  }

  /// The direction by which a flow is looked for.
  Tuple either() {
    Tuple tuple = isOriginal() ? first() : answer();
    tuple.zone = zone(isOriginal() ? flows.originalZone : flows.replyZone);
    return tuple;
  }

  private boolean isOriginal() {
    return flows.originalSource != null && flows.originalDestination != null;
  }

  private boolean isMessage() {
    return flows.icmpType != null;
  }

  private static Tuple inverted(Tuple tuple) {
    Tuple inverse = new Tuple();
    if (!Conntrack.invert(tuple, inverse)) {
      throw Usage.failed("invalid parameters");
    }
    return inverse;
  }

  private Tuple first() {
    Tuple tuple = between(flows.originalSource, flows.originalDestination);
    if (isMessage()) {
      tuple.source = flows.sourceNumber == null ? 0 : flows.sourceNumber;
      tuple.destination =
          (flows.icmpType == null ? 0 : flows.icmpType) << 8
              | (flows.icmpCode == null ? 0 : flows.icmpCode);
    } else {
      tuple.source = number(flows.sourceNumber);
      tuple.destination = number(flows.destinationNumber);
    }
    return tuple;
  }

  private Tuple answer() {
    Tuple tuple = between(flows.replySource, flows.replyDestination);
    if (!isMessage()) {
      tuple.source = number(flows.replySourceNumber);
      tuple.destination = number(flows.replyDestinationNumber);
    }
    return tuple;
  }

  private int zone(@Nullable Integer own) {
    return flows.zone != null ? flows.zone : own == null ? 0 : own;
  }

  /// A number that must be known where the protocol has any.
  private int number(@Nullable Integer value) {
    if (value != null) {
      return value;
    }
    int protocol = flows.protocol == null ? 0 : flows.protocol;
    if (IpProtocol.hasPorts(protocol) || protocol == IpProtocol.GRE) {
      throw Usage.failed("invalid parameters");
    }
    return 0;
  }

  private Tuple between(@Nullable Ip source, @Nullable Ip destination) {
    if (source == null || destination == null || flows.protocol == null) {
      throw Usage.failed("invalid parameters");
    }
    Tuple tuple = new Tuple();
    tuple.family = source.family();
    tuple.protocol = flows.protocol;
    tuple.sourceHi = source.hi();
    tuple.sourceLo = source.lo();
    tuple.destinationHi = destination.hi();
    tuple.destinationLo = destination.lo();
    return tuple;
  }
}
