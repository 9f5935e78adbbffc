/** What all requests have in common: who may ask, what the document says of the API, and how a refusal looks. */
package io.realign.adapter.api;
