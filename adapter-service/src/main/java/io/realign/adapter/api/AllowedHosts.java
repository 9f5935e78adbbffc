package io.realign.adapter.api;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Hosts that a request may name: loopback names and addresses, the IP address at which the request arrived, and configured hosts. This
 * prevents DNS rebinding, in which a page of another site sends requests to the service under a host name of that site. Kubernetes
 * probes and metric scrapes name the IP address of the pod, at which they arrive.
 *
 * @param names allowed host names and addresses, in lower case, without port
 */
record AllowedHosts(Set<String> names) {
    private static final String LOCALHOST = "localhost";

    AllowedHosts {
        names = Set.copyOf(names);
    }

    /**
     * @param listenHost host name or address on which the service listens
     * @param configured additional host names and addresses
     */
    static AllowedHosts of(String listenHost, Collection<String> configured) {
        Set<String> names = new HashSet<>(Set.of(LOCALHOST, lowerCase(listenHost)));
        configured.forEach(name -> names.add(lowerCase(name)));
        return new AllowedHosts(names);
    }

    /**
     * @param host host of a request, without port
     * @param localAddress IP address at which the request arrived
     */
    boolean contains(String host, String localAddress) {
        return names.contains(lowerCase(host)) || isOwnAddress(host, localAddress);
    }

    private static boolean isOwnAddress(String host, String localAddress) {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
        return address != null
                && (address.isLoopbackAddress()
                        || address.equals(NetUtil.createInetAddressFromIpAddressString(localAddress)));
    }

    private static String lowerCase(String host) {
        return host.toLowerCase(Locale.ROOT);
    }
}
