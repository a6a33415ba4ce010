/**
 * FailureGroup, version v1alpha1: plain data as the API server stores it. Public fields, because these classes have no behaviour; an
 * absent optional value is null here and nowhere else in the project.
 */
package dev.fusebox.api.v1alpha1;
