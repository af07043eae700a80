/// The network layers above the devices: addresses, routes, neighbours, IPv4 and IPv6, sockets.
module dev.patchbay.stack {
  requires transitive dev.patchbay.core;
  requires static transitive org.jspecify;

  exports dev.patchbay.stack.address;
  exports dev.patchbay.stack.igmp;
  exports dev.patchbay.stack.ip;
  exports dev.patchbay.stack.ip6;
  exports dev.patchbay.stack.mpls;
  exports dev.patchbay.stack.multicast;
  exports dev.patchbay.stack.neighbour;
  exports dev.patchbay.stack.route;
  exports dev.patchbay.stack.socket;
  exports dev.patchbay.stack.stream;
  exports dev.patchbay.stack.tcp;
  exports dev.patchbay.stack.udp;

  provides dev.patchbay.core.KernelModule with
      dev.patchbay.stack.Inet,
      dev.patchbay.stack.mpls.MplsGso,
      dev.patchbay.stack.mpls.MplsIptunnel,
      dev.patchbay.stack.mpls.MplsRouter;
}
