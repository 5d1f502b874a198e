/** The words that made-up customers are made of. Nobody is meant: phone numbers are 555-01xx, mail is example.com. */

function words(text: string): readonly string[] {
  return text.trim().split(/\s*\n\s*|, /);
}

export const WORDS: Readonly<Record<string, readonly string[]>> = {
  first: words(`
    James, Mary, Robert, Patricia, John, Jennifer, Michael, Linda, David, Elizabeth, William, Barbara, Richard, Susan
    Joseph, Jessica, Thomas, Sarah, Carlos, Karen, Daniel, Lisa, Matthew, Nancy, Anthony, Betty, Mark, Sandra, Luis
    Ashley, Steven, Emily, Paul, Kimberly, Andrew, Donna, Joshua, Michelle, Kenneth, Carol, Kevin, Amanda, Brian
    Melissa, George, Deborah, Edward, Stephanie, Ronald, Dorothy, Timothy, Rebecca, Jason, Sharon, Jeffrey, Laura
    Ryan, Cynthia, Jacob, Amy, Gary, Kathleen, Nicholas, Angela, Eric, Shirley, Jonathan, Brenda, Stephen, Emma, Larry
    Anna, Justin, Pamela, Scott, Nicole, Brandon, Samantha, Benjamin, Katherine, Samuel, Helen, Gregory, Christine
    Frank, Rachel, Alexander, Carolyn, Raymond, Janet, Jack, Maria, Dennis, Olivia, Jerry, Heather, Tyler, Diane
    Aaron, Julie, Jose, Joyce, Adam, Victoria, Nathan, Ruth, Amara, Kofi, Mei, Hiro, Priya, Arjun, Fatima, Omar`),
  last: words(`
    Smith, Johnson, Williams, Brown, Jones, Garcia, Miller, Davis, Rodriguez, Martinez, Hernandez, Lopez, Gonzalez
    Wilson, Anderson, Thomas, Taylor, Moore, Jackson, Martin, Lee, Perez, Thompson, White, Harris, Sanchez, Clark
    Ramirez, Lewis, Robinson, Walker, Young, Allen, King, Wright, Scott, Torres, Nguyen, Hill, Flores, Green, Adams
    Nelson, Baker, Hall, Rivera, Campbell, Mitchell, Carter, Roberts, Gomez, Phillips, Evans, Turner, Diaz, Parker
    Cruz, Edwards, Collins, Reyes, Stewart, Morris, Morales, Murphy, Cook, Rogers, Gutierrez, Ortiz, Morgan, Cooper
    Peterson, Bailey, Reed, Kelly, Howard, Ramos, Kim, Cox, Ward, Richardson, Watson, Brooks, Chavez, Wood, James
    Bennett, Gray, Mendoza, Ruiz, Hughes, Price, Alvarez, Castillo, Sanders, Patel, Myers, Long, Ross, Foster, Jimenez
    Powell, Jenkins, Perry, Russell, Sullivan, Bell, Coleman, Butler, Henderson, Barnes, Fisher, Vasquez, Simmons
    Romero, Jordan, Patterson, Alexander, Hamilton, Graham, Reynolds, Griffin, Wallace, Adeyemi, Brandt, Cho, Okafor
    Ivanov, Haddad, Kowalski, Yamamoto, Singh, Novak, Lindqvist, Dubois, Rossi, Fischer, Nakamura, Osei, Farah, Moreau`),
  street: words(
    'Oak, Maple, Cedar, Pine, Elm, Washington, Lake, Hill, Park, Main, River, Church, Spring, Mill, Union',
  ),
  kindOfStreet: words('Street, Avenue, Road, Drive, Lane, Court, Boulevard, Way'),
  city: words(`
    Sacramento, Fresno, Oakland, Riverside, Stockton, Modesto, Ventura, Salinas, Redding, Eureka
    Visalia, Merced, Chico, Napa, Barstow, Tulare, Lodi, Santa Rosa, Bakersfield, San Mateo`),
  trade: words(
    'Harbor, Summit, Valley, Golden, Pacific, Redwood, Sierra, Lakeside, Northern, Union, Keystone, Granite',
  ),
  business: words(
    'Freight, Motors, Flooring, Supply, Builders, Catering, Landscaping, Auto Body, Printing, Electric',
  ),
  company: words(`
    Northgate Clinic, Valley Schools, Redwood Foods, Harbor Logistics, Granite Roofing, Lakeside Hotel, Sierra Dental
    Union Hardware, Golden Bakery, County Office, Summit Energy, Pacific Textiles`),
  title: words(
    'Clerk, Driver, Nurse, Teacher, Cook, Mechanic, Cashier, Electrician, Manager, Technician, Welder, Analyst',
  ),
  network: words('facebook, linkedin, instagram, x'),
  relation: words('sibling, parent, friend, neighbor, coworker'),
  note: words(`
    Called about the due date; will pay on Friday.
    Asked for a copy of the agreement, sent by mail.
    New phone number confirmed with two questions.
    Prefers calls after six in the evening.
    Reported a change of employer; documents requested.
    Dispute about a late fee, settled; fee waived.
    Address returned by the post, corrected by the customer.
    Said the account should be closed once it is paid.`),
  document: words('pay-stub, driver-license, bank-statement, proof-of-address, signed-agreement, tax-return'),
  channel: words('mail, email, phone, text'),
  subject: words(
    'Payment reminder, Welcome, Statement ready, Payment received, Change of address, Your question',
  ),
};
