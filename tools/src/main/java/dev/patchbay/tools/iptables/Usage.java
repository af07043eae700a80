package dev.patchbay.tools.iptables;

import dev.patchbay.packet.Family;

/// What `-h` prints.
final class Usage {
  private static final String TEXT =
      """
      %1$s

      Usage: %2$s -[ACD] chain rule-specification [options]
             %2$s -I chain [rulenum] rule-specification [options]
             %2$s -R chain rulenum rule-specification [options]
             %2$s -D chain rulenum [options]
             %2$s -[LS] [chain [rulenum]] [options]
             %2$s -[FZ] [chain] [options]
             %2$s -[NX] chain
             %2$s -E old-chain-name new-chain-name
             %2$s -P chain target [options]
             %2$s -h (print this help information)

      Commands:
      Either long or short options are allowed.
        --append  -A chain\t\tAppend to chain
        --check   -C chain\t\tCheck for the existence of a rule
        --delete  -D chain\t\tDelete matching rule from chain
        --delete  -D chain rulenum
      \t\t\t\tDelete rule rulenum (1 = first) from chain
        --insert  -I chain [rulenum]
      \t\t\t\tInsert in chain as rulenum (default 1=first)
        --replace -R chain rulenum
      \t\t\t\tReplace rule rulenum (1 = first) in chain
        --list    -L [chain [rulenum]]
      \t\t\t\tList the rules in a chain or all chains
        --list-rules -S [chain [rulenum]]
      \t\t\t\tPrint the rules in a chain or all chains
        --flush   -F [chain]\t\tDelete all rules in  chain or all chains
        --zero    -Z [chain [rulenum]]
      \t\t\t\tZero counters in chain or all chains
        --new     -N chain\t\tCreate a new user-defined chain
        --delete-chain
                  -X [chain]\t\tDelete a user-defined chain
        --policy  -P chain target
      \t\t\t\tChange policy on chain to target
        --rename-chain
                  -E old-chain new-chain
      \t\t\t\tChange chain name, (moving any references)

      Options:
          --ipv4\t-4\t\t%3$s (line is ignored by ip6tables-restore)
          --ipv6\t-6\t\t%4$s (line is ignored by iptables-restore)
      [!] --protocol\t-p proto\tprotocol: by number or name, eg. `tcp'
      [!] --source\t-s address[/mask][...]
      \t\t\t\tsource specification
      [!] --destination -d address[/mask][...]
      \t\t\t\tdestination specification
      [!] --in-interface -i input name[+]
      \t\t\t\tnetwork interface name ([+] for wildcard)
       --jump\t-j target
      \t\t\t\ttarget for rule (may load target extension)
        --goto      -g chain
      \t\t\t       jump to chain with no return
        --match\t-m match
      \t\t\t\textended match (may load extension)
        --numeric\t-n\t\tnumeric output of addresses and ports
      [!] --out-interface -o output name[+]
      \t\t\t\tnetwork interface name ([+] for wildcard)
        --table\t-t table\ttable to manipulate (default: `filter')
        --verbose\t-v\t\tverbose mode
        --wait\t-w [seconds]\tmaximum wait to acquire xtables lock before give up
        --line-numbers\t\tprint line numbers when listing
        --exact\t-x\t\texpand numbers (display exact values)
      [!] --fragment\t-f\t\tmatch second or further fragments only
        --modprobe=<command>\t\ttry to insert modules using this command
        --set-counters -c PKTS BYTES\tset the counter during insert/append
      [!] --version\t-V\t\tprint package version.
      """;

  private Usage() {}

  static String of(Variant variant) {
    boolean isV4 = variant.family() == Family.IPV4;
    String text = isV4 ? TEXT : TEXT.replaceFirst("(?m)^\\[!\\] --fragment.*\n", "");
    return text.replace("%3$s", isV4 ? "Nothing" : "Error")
        .replace("%4$s", isV4 ? "Error" : "Nothing")
        .replace("%1$s", variant.version())
        .replace("%2$s", variant.base());
  }
}
