package dev.patchbay.device.bond;

import dev.patchbay.core.LinkParser;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.AddressWord;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the words after `type bond`.
final class BondWords {
  static final String USAGE =
      """
      Usage: ... bond [ mode BONDMODE ] [ active_slave SLAVE_DEV ]
                      [ clear_active_slave ] [ miimon MIIMON ]
                      [ updelay UPDELAY ] [ downdelay DOWNDELAY ]
                      [ peer_notify_delay DELAY ]
                      [ use_carrier USE_CARRIER ]
                      [ arp_interval ARP_INTERVAL ]
                      [ arp_validate ARP_VALIDATE ]
                      [ arp_all_targets ARP_ALL_TARGETS ]
                      [ arp_ip_target [ ARP_IP_TARGET, ... ] ]
                      [ ns_ip6_target [ NS_IP6_TARGET, ... ] ]
                      [ primary SLAVE_DEV ]
                      [ primary_reselect PRIMARY_RESELECT ]
                      [ fail_over_mac FAIL_OVER_MAC ]
                      [ xmit_hash_policy XMIT_HASH_POLICY ]
                      [ resend_igmp RESEND_IGMP ]
                      [ num_grat_arp|num_unsol_na NUM_GRAT_ARP|NUM_UNSOL_NA ]
                      [ all_slaves_active ALL_SLAVES_ACTIVE ]
                      [ min_links MIN_LINKS ]
                      [ lp_interval LP_INTERVAL ]
                      [ packets_per_slave PACKETS_PER_SLAVE ]
                      [ tlb_dynamic_lb TLB_DYNAMIC_LB ]
                      [ lacp_rate LACP_RATE ]
                      [ lacp_active LACP_ACTIVE]
                      [ ad_select AD_SELECT ]
                      [ ad_user_port_key PORTKEY ]
                      [ ad_actor_sys_prio SYSPRIO ]
                      [ ad_actor_system LLADDR ]
                      [ arp_missed_max MISSED_MAX ]

      BONDMODE := balance-rr|active-backup|balance-xor|broadcast|802.3ad|balance-tlb|balance-alb
      ARP_VALIDATE := none|active|backup|all|filter|filter_active|filter_backup
      ARP_ALL_TARGETS := any|all
      PRIMARY_RESELECT := always|better|failure
      FAIL_OVER_MAC := none|active|follow
      XMIT_HASH_POLICY := layer2|layer2+3|layer3+4|encap2+3|encap3+4|vlan+srcmac
      LACP_ACTIVE := off|on
      LACP_RATE := slow|fast
      AD_SELECT := stable|bandwidth|count
      """;

  private final Args args;
  private final LinkParser links;
  private final BondOptions options = BondOptions.empty();

  BondWords(Args args, LinkParser links) {
    this.args = args;
    this.links = links;
  }

  BondOptions read() {
    while (args.hasNext()) {
      String word = args.next();
      BondOption option = find(word);
      if (option == null) {
        readOther(word);
      } else if (option.isText()) {
        options.texts().put(option, text(option, args.next()));
      } else {
        options.numbers().put(option, number(option, args.next()));
      }
    }
    return options;
  }

  private void readOther(String word) {
    if (!Args.matches(word, "clear_active_slave")) {
      String complaint =
          Args.matches(word, "help") ? "" : "bond: unknown command \"" + word + "\"?\n";
      throw new CommandException(1, complaint + USAGE.stripTrailing());
    }
    options.texts().put(BondOption.ACTIVE_SLAVE, "");
  }

  private static @Nullable BondOption find(String word) {
    for (BondOption option : BondOption.values()) {
      if (Args.matches(word, option.word())) {
        return option;
      }
    }
    return Args.matches(word, "num_unsol_na") ? BondOption.NUM_PEER_NOTIF : null;
  }

  private static long number(BondOption option, String text) {
    String refusal =
        option == BondOption.NUM_PEER_NOTIF
            ? "invalid num_grat_arp|num_unsol_na"
            : "invalid " + option.word();
    if (option.hasWords()) {
      return word(option, text, refusal);
    }
    OptionalLong value =
        switch (option) {
          case USE_CARRIER, NUM_PEER_NOTIF, ALL_SLAVES_ACTIVE, TLB_DYNAMIC_LB, ARP_MISSED_MAX ->
              Numbers.u8(text, 0);
          case AD_USER_PORT_KEY, AD_ACTOR_SYS_PRIO -> Numbers.u16(text, 0);
          default -> Numbers.u32(text, 0);
        };
    return value.orElseThrow(() -> Args.invarg(refusal, text));
  }

  /// A word of the option's, or its number.
  private static long word(BondOption option, String text, String refusal) {
    long value = option.numberOf(text);
    if (value < 0) {
      value = Numbers.u8(text, 0).orElse(-1);
    }
    if (!option.allows(value)) {
      throw Args.invarg(refusal, text);
    }
    return value;
  }

  private String text(BondOption option, String text) {
    switch (option) {
      case ARP_IP_TARGET -> {
        return addresses(text, Family.IPV4);
      }
      case NS_IP6_TARGET -> {
        return addresses(text, Family.IPV6);
      }
      case AD_ACTOR_SYSTEM -> {
        if (Mac.parse(text) == null) {
          throw new CommandException(1, "\"" + text + "\" is invalid lladdr.");
        }
      }
      default -> {
        return device(text);
      }
    }
    return text;
  }

  private String device(String name) {
    NetDevice device = links.netns().device(name);
    if (device == null) {
      throw new CommandException(1, "Cannot find device \"" + name + "\"");
    }
    return device.name();
  }

  /// The addresses in full, as many as a bond can have; what follows is not looked at.
  private static String addresses(String list, Family family) {
    List<String> all = new ArrayList<>();
    for (String text : BondTargets.split(list).stream().limit(BondTargets.MOST).toList()) {
      Ip address = AddressWord.parse(text, family);
      if (address == null) {
        throw new CommandException(
            1,
            family == Family.IPV4
                ? "Error: an IP address is expected rather than \"" + text + "\""
                : "Error: inet6 address is expected rather than \"" + text + "\".");
      }
      all.add(address.toString());
    }
    return String.join(",", all);
  }
}
