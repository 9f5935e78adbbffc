/**
 * End-to-end tests of the packaged programs, each in its own JVM, including crashes, outages and the commands of the
 * documentation. No component is mocked.
 */
package io.realign.it;
