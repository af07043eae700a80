package dev.patchbay.filter.target;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Verdict;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import java.util.List;

/// `-j REJECT`: drops the packet and tells its sender, by ICMP or, for TCP, by a reset.
public final class Reject implements TargetKind {
  private static final Option<Answer> WITH = Option.of("reject-with", Reject::read);
  private static final int RESET = -1;

  /// A way to answer.
  ///
  /// @param code of "destination unreachable", or [#RESET]
  record Answer(String name, String alias, int code) {}

  private static final List<Answer> V4 =
      List.of(
          new Answer("icmp-net-unreachable", "net-unreach", Icmp.NET_UNREACHABLE),
          new Answer("icmp-host-unreachable", "host-unreach", Icmp.HOST_UNREACHABLE),
          new Answer("icmp-proto-unreachable", "proto-unreach", Icmp.PROTOCOL_UNREACHABLE),
          new Answer("icmp-port-unreachable", "port-unreach", Icmp.PORT_UNREACHABLE),
          new Answer("icmp-net-prohibited", "net-prohib", Icmp.NET_PROHIBITED),
          new Answer("icmp-host-prohibited", "host-prohib", Icmp.HOST_PROHIBITED),
          new Answer("tcp-reset", "tcp-rst", RESET),
          new Answer("icmp-admin-prohibited", "admin-prohib", Icmp.ADMIN_PROHIBITED));
  private static final List<Answer> V6 =
      List.of(
          new Answer("icmp6-no-route", "no-route", 0),
          new Answer("icmp6-adm-prohibited", "adm-prohibited", 1),
          new Answer("icmp6-addr-unreachable", "addr-unreach", 3),
          new Answer("icmp6-port-unreachable", "port-unreach", 4),
          new Answer("tcp-reset", "tcp-reset", RESET),
          new Answer("icmp6-policy-fail", "policy-fail", 5),
          new Answer("icmp6-reject-route", "reject-route", 6));

  @Override
  public String name() {
    return "REJECT";
  }

  @Override
  public String module(Family family) {
    return family == Family.IPV4 ? "ipt_REJECT" : "ip6t_REJECT";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(WITH);
  }

  private static Answer read(Reading reading, String text) {
    for (Answer answer : reading.family() == Family.IPV4 ? V4 : V6) {
      if (begins(answer.name, text) || begins(answer.alias, text)) {
        return answer;
      }
    }
    if (begins("echo-reply", text) || begins("echoreply", text)) {
      reading.warnings().append("--reject-with echo-reply no longer supported\n");
    }
    throw new Refusal("unknown reject type \"" + text + "\"");
  }

  private static boolean begins(String name, String text) {
    return name.regionMatches(true, 0, text, 0, text.length());
  }

  @Override
  public Target build(Chosen chosen) {
    return new Rejection(chosen.get(WITH, chosen.family() == Family.IPV4 ? V4.get(3) : V6.get(3)));
  }

  record Rejection(Answer answer) implements Target {
    @Override
    public String name() {
      return "REJECT";
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyIn(TableKind.FILTER);
      place.onlyAt(HookPoint.INPUT, HookPoint.FORWARD, HookPoint.OUTPUT);
      boolean isTcp =
          place.criteria().protocol() == IpProtocol.TCP && !place.criteria().notProtocol();
      if (answer.code == RESET && !isTcp) {
        throw place.refuseSaying(
            place.family() == Family.IPV4
                ? "ipt_REJECT: TCP_RESET invalid for non-tcp"
                : "ip6t_REJECT: TCP_RESET illegal for non-tcp");
      }
      return this;
    }

    @Override
    public Verdict judge(Inspection packet) {
      NetDevice device = packet.in() == null ? packet.out() : packet.in();
      if (device != null && packet.fragment() == 0) {
        if (answer.code == RESET) {
          TcpReset.answer(packet);
          return Verdict.DROP;
        }
        fillDestination(packet);
        if (packet.family() == Family.IPV4) {
          IpStack stack = IpStack.of(packet.netns());
          stack.icmp().send(packet.packet(), device, Icmp.UNREACHABLE, answer.code, 0);
        } else {
          Ip6 ip6 = Ip6.of(packet.netns().machine());
          ip6.icmp().error(packet.packet(), device, Icmpv6.UNREACHABLE, answer.code, 0);
        }
      }
      return Verdict.DROP;
    }

    /// What a bridge forwards has no route, without which nobody is told of errors.
    private static void fillDestination(Inspection packet) {
      if (packet.packet().destination() != null) {
        return;
      }
      byte[] bytes = packet.bytes();
      int at = packet.network();
      boolean isV4 = packet.family() == Family.IPV4;
      Flow flow = new Flow();
      flow.clear();
      flow.destinationHi =
          isV4 ? Ip.hi(Ipv4.destination(bytes, at)) : Ipv6.destinationHi(bytes, at);
      flow.destinationLo = isV4 ? 0 : Ipv6.destinationLo(bytes, at);
      packet.packet().destination(Fib.of(packet.netns(), packet.family()).output(flow));
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --reject-with ").append(answer.name);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" reject-with ").append(answer.name);
    }
  }
}
